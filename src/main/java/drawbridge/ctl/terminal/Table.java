package drawbridge.ctl.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Rows under a heading, in columns as wide as their widest cell. The last column is not padded. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... heading) {
    rows.add(List.of(heading));
  }

  /** Adds a row with a cell for each column. */
  public void add(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row has " + rows.get(0).size() + " cells: " + cells.length);
    }
    rows.add(Arrays.stream(cells).map(Visible::of).toList());
  }

  /** Writes the heading and the rows. */
  public void write(Output output) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(column -> rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0))
            .toArray();
    rows.forEach(row -> output.line(line(row, widths)));
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - length(cell) + 2));
    }
    return line.toString().stripTrailing();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
