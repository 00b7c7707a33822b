package drawbridge.workflow.definition.component;

import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.definition.source.DefinitionNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tasks and calls of a workflow and of its functions. Refuses cycles, and bounds the tasks that
 * a workflow has with those of the functions that it calls, and their nesting.
 */
public final class CallGraph {

  /** Names in the text of a cycle; more are counted. */
  private static final int SHOWN = 8;

  private static final String WORKFLOW = "";

  /**
   * A call.
   *
   * @param depth nesting of the task that calls
   */
  private record Call(String function, DefinitionNode place, int depth) {}

  /** The tasks that a function or the workflow consists of. */
  private static final class Unit {
    private final List<Call> calls = new ArrayList<>();
    private int tasks;
    private int depth;
  }

  /** The size of a unit with all that it calls; a passed limit is kept as the limit and one. */
  private record Size(int tasks, int depth) {}

  private final DefinitionLimits limits;
  private final Map<String, Unit> units = new HashMap<>();
  private final Map<String, Size> sizes = new HashMap<>();
  private final List<String> path = new ArrayList<>();
  private Unit unit = unit(WORKFLOW);

  CallGraph(DefinitionLimits limits) {
    this.limits = limits;
  }

  private Unit unit(String name) {
    return units.computeIfAbsent(name, each -> new Unit());
  }

  /** Begins with a function: following tasks belong to it. */
  public void enter(String function) {
    unit = unit(function);
  }

  /** Begins with the workflow itself. */
  public void enterWorkflow() {
    unit = unit(WORKFLOW);
  }

  void addTask(int depth) {
    unit.tasks++;
    unit.depth = Math.max(unit.depth, depth);
  }

  public void addCall(String function, DefinitionNode place, int depth) {
    unit.calls.add(new Call(function, place, depth));
  }

  /** Reports every cycle and excess at the call that causes it. Call once, after all tasks. */
  public void check() {
    units.keySet().stream().sorted().forEach(this::size);
  }

  private Size size(String name) {
    Size known = sizes.get(name);
    if (known != null) {
      return known;
    }
    path.add(name);
    Unit found = unit(name);
    Size size = new Size(found.tasks, found.depth);
    for (Call call : found.calls) {
      if (path.contains(call.function)) {
        call.place.fault(cycle(call.function));
      } else {
        size = with(call, size, size(call.function));
      }
    }
    path.remove(path.size() - 1);
    sizes.put(name, size);
    return size;
  }

  private Size with(Call call, Size before, Size called) {
    int tasks = before.tasks + called.tasks;
    int depth = call.depth + called.depth;
    if (tasks > limits.expanded() && Math.max(before.tasks, called.tasks) <= limits.expanded()) {
      call.place.fault(
          "with the functions that are called there are more than "
              + limits.expanded()
              + " tasks; call the function in a loop, or make it a workflow of its own");
    }
    if (depth > limits.nesting() && called.depth <= limits.nesting()) {
      call.place.fault(
          "with the functions that are called, tasks are nested more than "
              + limits.nesting()
              + " deep");
    }
    return new Size(
        Math.min(tasks, limits.expanded() + 1),
        Math.min(Math.max(before.depth, depth), limits.nesting() + 1));
  }

  private String cycle(String function) {
    List<String> around = new ArrayList<>(path.subList(path.indexOf(function), path.size()));
    around.add(function);
    int hidden = Math.max(0, around.size() - SHOWN);
    List<String> shown =
        around.subList(hidden, around.size()).stream().map(Components::shown).toList();
    return "a function must not call itself: "
        + (hidden > 0 ? hidden + " functions → " : "")
        + String.join(" → ", shown);
  }
}
