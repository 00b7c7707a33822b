package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.platform.compute.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled regular expression of jq or of ECMAScript. Immutable and thread safe.
 *
 * @param names the names of the groups in order; null for a group without one
 */
public record JqRegex(
    List<RegexCode.Step> steps, RegexMatcher.Choice choice, List<@Nullable String> names) {

  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_FLAGS = 20;
  private static final int WORK_PER_STEP = 20;
  private static final int STEPS_PER_WORK = 4;
  private static final String FLAGS = "gilmnpsx";

  /**
   * Compiles a regular expression of jq.
   *
   * @param flags of g, i, l, m, n, p, s and x, as in jq
   * @throws RefusedProgram when it is invalid or has no bound; names the reason without quoting it
   */
  public static JqRegex of(String text, String flags, Budget budget) {
    check(text, flags);
    budget.work(text.length());
    JqRegex regex = compiled(new RegexText(text, false), flags);
    budget.work((long) WORK_PER_STEP * regex.steps.size());
    return regex;
  }

  /**
   * Compiles a regular expression of ECMAScript, as JSON Schema has them. Letters and digits are
   * those of ASCII; {@code $} is the end of the text.
   *
   * @throws RefusedProgram when it is invalid or has no bound; names the reason without quoting it
   */
  public static JqRegex ofScript(String text) {
    check(text, "");
    return compiled(new RegexText(text, true), "");
  }

  private static JqRegex compiled(RegexText text, String flags) {
    Checkpoint.pass();
    RegexParser.Parsed parsed = RegexParser.read(text, flags);
    RegexMatcher.Choice choice =
        flags.contains("n")
            ? RegexMatcher.Choice.NOT_EMPTY
            : flags.contains("l") ? RegexMatcher.Choice.LONGEST : RegexMatcher.Choice.FIRST;
    return new JqRegex(RegexCode.of(parsed.node()), choice, parsed.names());
  }

  private static void check(String text, String flags) {
    if (text.length() > MAX_LENGTH) {
      throw new RefusedProgram("a regular expression is longer than " + MAX_LENGTH + " characters");
    } else if (flags.length() > MAX_FLAGS || !flags.chars().allMatch(c -> FLAGS.indexOf(c) >= 0)) {
      throw new RefusedProgram("the flags of a regular expression are " + FLAGS);
    }
  }

  /** Returns whether the compiled pattern is so small that a definition may keep many. */
  public boolean isSmall(int length) {
    return steps.size() <= 2 * (length + MAX_FLAGS);
  }

  /** Returns what identifies an expression with its flags, in maps. */
  public static String key(String text, String flags) {
    check(text, flags);
    return flags.replace("g", "") + "/" + text;
  }

  /** Returns whether a part of the text matches; takes {@link #price} for each character. */
  public boolean find(String text) {
    return matches(text, work -> {});
  }

  /** Returns the work that each character takes at most; only for ECMAScript. */
  public int price() {
    return 1 + steps.size() / STEPS_PER_WORK;
  }

  /** Returns whether a part of the text matches. */
  public boolean matches(String text, LongConsumer work) {
    RegexMatcher.Choice any =
        choice == RegexMatcher.Choice.NOT_EMPTY ? choice : RegexMatcher.Choice.ANY;
    return matcher(text, work).find(0, 0, any) != null;
  }

  private RegexMatcher matcher(String text, LongConsumer work) {
    work.accept(price());
    return new RegexMatcher(steps, text, work);
  }

  /**
   * Returns the first match, or all that do not overlap; after an empty match the search continues
   * one character further. Each array holds begin and end of the match and of each group, or -1, in
   * chars and not code points.
   */
  public List<int[]> matches(String text, boolean isGlobal, Budget budget) {
    RegexMatcher matcher = matcher(text, budget::work);
    List<int[]> all = new ArrayList<>();
    int from = 0;
    while (from <= text.length() && (isGlobal || all.isEmpty())) {
      int[] found = matcher.find(from, names.size(), choice);
      if (found == null) {
        break;
      }
      budget.build(32 + 4L * found.length);
      all.add(found);
      boolean isWide =
          found[1] < text.length() && Character.charCount(text.codePointAt(found[1])) > 1;
      from = found[0] < found[1] ? found[1] : found[1] + (isWide ? 2 : 1);
    }
    return all;
  }
}
