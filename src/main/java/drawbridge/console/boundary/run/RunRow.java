package drawbridge.console.boundary.run;

import drawbridge.admin.control.runs.RunLine;
import drawbridge.run.entity.RunState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A row of the list of runs. Runs that a listed run started, directly or through others, follow it
 * and are folded under it.
 *
 * @param line the run
 * @param root id of the listed run that folds this row; the run's own id at the top level
 * @param depth 0 at the top level, 1 for its children
 * @param descendants listed runs that this row folds; 0 below the top level
 * @param failedDescendants those of them that failed
 */
public record RunRow(RunLine line, String root, int depth, int descendants, int failedDescendants) {

  /**
   * Makes the rows of a page. A run whose parent is not on the page stays at the top level. Keeps
   * the order of the runs at each level.
   */
  public static List<RunRow> of(List<RunLine> lines) {
    Map<String, List<RunLine>> children = new HashMap<>();
    lines.forEach(line -> children.put(line.runId(), new ArrayList<>()));
    List<RunLine> top = new ArrayList<>();
    for (RunLine line : lines) {
      String parent = line.parent();
      List<RunLine> siblings = parent == null ? null : children.get(parent);
      (siblings == null ? top : siblings).add(line);
    }
    List<RunRow> rows = new ArrayList<>();
    for (RunLine line : top) {
      List<RunRow> below = new ArrayList<>();
      addBelow(line, line.runId(), 1, children, below);
      long failed = below.stream().filter(it -> it.line.status() == RunState.FAILED).count();
      rows.add(new RunRow(line, line.runId(), 0, below.size(), (int) failed));
      rows.addAll(below);
    }
    return rows;
  }

  private static void addBelow(
      RunLine parent,
      String root,
      int depth,
      Map<String, List<RunLine>> children,
      List<RunRow> rows) {
    for (RunLine child : children.getOrDefault(parent.runId(), List.of())) {
      rows.add(new RunRow(child, root, depth, 0, 0));
      addBelow(child, root, depth + 1, children, rows);
    }
  }

  /** Returns whether the row is hidden until the operator unfolds its root. */
  public boolean isFolded() {
    return depth > 0;
  }

  /** Returns how many runs the row folds, in words; empty for none. */
  public String getFolds() {
    String folded = descendants == 1 ? "1 child" : descendants + " children";
    return descendants == 0
        ? ""
        : failedDescendants == 0 ? folded : folded + ", " + failedDescendants + " failed";
  }
}
