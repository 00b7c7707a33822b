package drawbridge.console.boundary.workflow;

import com.github.difflib.text.DiffRow;
import com.github.difflib.text.DiffRowGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The differences between two texts by line. Gaps replace long runs of equal lines.
 *
 * @param added number of lines that only the newer text contains
 * @param removed number of lines that only the older text contains
 */
public record TextDiff(List<Row> rows, int added, int removed) {

  /** Number of equal lines shown before and after a change. */
  private static final int CONTEXT_LINES = 3;

  private static final DiffRowGenerator ROWS =
      DiffRowGenerator.create().lineNormalizer(Function.identity()).build();

  /**
   * A line of both texts, side by side.
   *
   * @param kind {@code same}, {@code added}, {@code removed}, {@code changed} or {@code gap}
   * @param oldNumber line number in the older text, 0 for an added line; in a gap, the number of
   *     omitted lines
   * @param newNumber line number in the newer text, 0 for a removed line
   */
  public record Row(String kind, int oldNumber, String oldText, int newNumber, String newText) {}

  public TextDiff {
    rows = List.copyOf(rows);
  }

  /** Compares two texts. */
  static TextDiff of(String older, String newer) {
    List<Row> all = new ArrayList<>();
    int oldNumber = 0;
    int newNumber = 0;
    int added = 0;
    int removed = 0;
    for (DiffRow row : ROWS.generateDiffRows(older.lines().toList(), newer.lines().toList())) {
      boolean isOld = row.getTag() != DiffRow.Tag.INSERT;
      boolean isNew = row.getTag() != DiffRow.Tag.DELETE;
      boolean isSame = row.getTag() == DiffRow.Tag.EQUAL;
      oldNumber += isOld ? 1 : 0;
      newNumber += isNew ? 1 : 0;
      added += isNew && !isSame ? 1 : 0;
      removed += isOld && !isSame ? 1 : 0;
      all.add(
          new Row(
              kind(row.getTag()),
              isOld ? oldNumber : 0,
              row.getOldLine(),
              isNew ? newNumber : 0,
              row.getNewLine()));
    }
    return new TextDiff(withGaps(all), added, removed);
  }

  private static String kind(DiffRow.Tag tag) {
    return switch (tag) {
      case EQUAL -> "same";
      case INSERT -> "added";
      case DELETE -> "removed";
      case CHANGE -> "changed";
    };
  }

  private static List<Row> withGaps(List<Row> all) {
    List<Row> rows = new ArrayList<>();
    int start = 0;
    while (start < all.size()) {
      int end = start;
      while (end < all.size() && all.get(end).kind().equals("same")) {
        end++;
      }
      int head = start == 0 ? 0 : CONTEXT_LINES;
      int tail = end == all.size() ? 0 : CONTEXT_LINES;
      if (end - start > head + tail + 1) {
        rows.addAll(all.subList(start, start + head));
        rows.add(new Row("gap", end - start - head - tail, "", 0, ""));
        rows.addAll(all.subList(end - tail, end));
      } else {
        rows.addAll(all.subList(start, end));
      }
      if (end < all.size()) {
        rows.add(all.get(end));
      }
      start = end + 1;
    }
    return rows;
  }
}
