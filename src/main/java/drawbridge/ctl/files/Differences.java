package drawbridge.ctl.files;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.Arrays;
import java.util.List;

/** Compares two versions of a file. */
public final class Differences {

  private static final int CONTEXT = 3;

  /** Comparing takes the product of the changed lines. */
  private static final int MOST_LINES = 20_000;

  private Differences() {}

  /**
   * Returns the lines of a unified difference; none for equal texts.
   *
   * @param before path and text of the earlier version; an empty text for none
   * @param after path and text of the later version
   */
  public static List<String> unified(
      String beforePath, String before, String afterPath, String after) {
    List<String> old = lines(before);
    List<String> young = lines(after);
    if (old.size() + young.size() > MOST_LINES) {
      return before.equals(after)
          ? List.of()
          : List.of("--- " + beforePath, "+++ " + afterPath, "too many lines to compare");
    }
    return UnifiedDiffUtils.generateUnifiedDiff(
        before.isEmpty() ? "/dev/null" : beforePath,
        afterPath,
        old,
        DiffUtils.diff(old, young),
        CONTEXT);
  }

  private static List<String> lines(String text) {
    if (text.isEmpty()) {
      return List.of();
    }
    List<String> lines = Arrays.asList(text.split("\n", -1));
    boolean endsWithBreak = lines.get(lines.size() - 1).isEmpty();
    return endsWithBreak ? lines.subList(0, lines.size() - 1) : lines;
  }
}
