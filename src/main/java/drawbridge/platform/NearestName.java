package drawbridge.platform;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;

/** Finds the known name that a wrong one probably means. */
public final class NearestName {

  private static final int LONGEST = 200;

  private NearestName() {}

  /**
   * Returns the known name with the fewest characters to insert, delete or replace.
   *
   * @param name only its first 200 characters count
   * @param known at least one
   */
  public static String of(String name, Collection<String> known) {
    String start = name.substring(0, Math.min(LONGEST, name.length()));
    return Collections.min(known, Comparator.comparingInt(each -> distance(start, each)));
  }

  /** Returns the number of characters to insert, delete or replace (Levenshtein). */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column - 1], diagonal) + 1);
      }
    }
    return row[to.length()];
  }
}
