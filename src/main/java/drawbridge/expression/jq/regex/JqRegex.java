package drawbridge.expression.jq.regex;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of jq or of ECMAScript, matched by RE2/J in time linear in the text.
 * Features that RE2/J lacks, such as backreferences and lookaround, are refused by name.
 *
 * @param longest with the flag n, by which empty matches do not count: finds whether the pattern
 *     could match more; null without the flag
 */
public record JqRegex(Pattern pattern, RegexDialect.Written written, @Nullable Pattern longest) {

  private static final int MAX_LENGTH = 2_000;
  private static final int MAX_PROGRAM = 2_000;
  private static final int PROGRAM_PER_WORK = 4;
  private static final int WORK_PER_INSTRUCTION = 20;
  private static final int MAX_FLAGS = 20;
  private static final String FLAGS = "the flags of a regular expression are gilmnpsx";

  /**
   * Compiles a regular expression.
   *
   * @param flags of g, i, l, m, n, p, s and x, as in jq
   * @throws RefusedProgram when it is invalid or has no bound; names the reason without quoting it
   */
  public static JqRegex of(String text, String flags, Budget budget) {
    checkLength(text, flags);
    RegexDialect.Written written =
        RegexDialect.written(new RegexText(text, flags.contains("x"), false), 2 * MAX_PROGRAM);
    budget.work((long) WORK_PER_INSTRUCTION * written.size());
    return compiled(written, flags);
  }

  /**
   * Compiles a regular expression of ECMAScript, as JSON Schema has them. Letters and digits are
   * those of ASCII; {@code $} is the end of the text.
   *
   * @throws RefusedProgram when it is invalid or has no bound; names the reason without quoting it
   */
  public static JqRegex ofScript(String text) {
    checkLength(text, "");
    return compiled(RegexDialect.written(new RegexText(text, false, true), 2 * MAX_PROGRAM), "");
  }

  private static JqRegex compiled(RegexDialect.Written written, String flags) {
    try {
      Pattern pattern = Pattern.compile(written.text(), options(flags));
      if (pattern.programSize() > MAX_PROGRAM) {
        throw new RefusedProgram(RegexDialect.TOO_LARGE);
      }
      int ofLongest = options(flags) | Pattern.LONGEST_MATCH;
      Pattern longest = flags.contains("n") ? Pattern.compile(written.text(), ofLongest) : null;
      return new JqRegex(pattern, written, longest);
    } catch (PatternSyntaxException e) {
      throw new RefusedProgram("a regular expression cannot be read: " + e.getDescription());
    }
  }

  /** Returns whether a part of the text matches; takes {@link #price} for each character. */
  public boolean find(CharSequence text) {
    return pattern.matcher(text).find();
  }

  /** Returns the work that each character takes at most. */
  public int price() {
    return 1 + pattern.programSize() / PROGRAM_PER_WORK;
  }

  private static int options(String flags) {
    int options = 0;
    for (int i = 0; i < flags.length(); i++) {
      options |=
          switch (flags.charAt(i)) {
            case 'g', 'n', 's', 'x' -> 0;
            case 'i' -> Pattern.CASE_INSENSITIVE;
            case 'm', 'p' -> Pattern.DOTALL;
            case 'l' -> Pattern.LONGEST_MATCH;
            default -> throw new RefusedProgram(FLAGS);
          };
    }
    return options;
  }

  private static void checkLength(String text, String flags) {
    if (text.length() > MAX_LENGTH) {
      throw new RefusedProgram("a regular expression is longer than " + MAX_LENGTH + " characters");
    } else if (flags.length() > MAX_FLAGS) {
      throw new RefusedProgram(FLAGS);
    }
  }

  /** Returns whether the compiled pattern is so small that a definition may keep many. */
  public boolean isSmall(int length) {
    return pattern.programSize() <= 2 * (length + MAX_FLAGS);
  }

  /** Returns what identifies an expression with its flags, in maps. */
  public static String key(String text, String flags) {
    checkLength(text, flags);
    return flags.replace("g", "") + "/" + text;
  }

  /** Returns the names of the groups in order; null for a group without one. */
  public List<@Nullable String> names() {
    return written.names();
  }

  /**
   * Returns the first match, or all that do not overlap; after an empty match the search continues
   * one character further. Each array holds begin and end of the match and of each group, or -1, in
   * chars and not code points.
   */
  public List<int[]> matches(String text, boolean global, Budget budget) {
    budget.work(1 + (written.hasBoundary() ? text.length() / 4 : 0));
    if (written.hasBoundary() && hasForeignLetters(text)) {
      throw JqError.of("\\b and \\B know ASCII letters only, and the text has others");
    }
    int price = price();
    Matcher matcher = pattern.matcher(new Paid(text, price, budget));
    List<int[]> all = new ArrayList<>();
    int from = 0;
    boolean more = true;
    while (more && matcher.find(from)) {
      budget.work(price);
      int[] found = places(matcher, text);
      boolean empty = found[0] == found[1];
      if (empty && longest != null) {
        Matcher longer = longest.matcher(new Paid(text, price, budget));
        if (longer.find(from) && longer.end() > longer.start()) {
          throw JqError.of("the flag n is not available for a pattern that prefers an empty match");
        }
      }
      if (!empty || longest == null) {
        budget.build(32 + 4L * found.length);
        all.add(found);
      }
      from = empty ? after(text, found[1]) : found[1];
      more = (global || all.isEmpty()) && from <= text.length();
    }
    return all;
  }

  /** RE2/J finds the boundaries of words by ASCII letters, jq by Unicode's. */
  private static boolean hasForeignLetters(String text) {
    return text.codePoints()
        .anyMatch(
            point ->
                point > 0x7f
                    && (Character.isLetterOrDigit(point)
                        || Character.getType(point) == Character.NON_SPACING_MARK));
  }

  private static int after(String text, int at) {
    return at >= text.length() ? at + 1 : at + Character.charCount(text.codePointAt(at));
  }

  private int[] places(Matcher matcher, String text) {
    int end = text.length();
    if (text.endsWith("\n") && written.ends().stream().anyMatch(g -> isFilled(matcher, g))) {
      end--;
    }
    int[] places = new int[2 + 2 * written.groups().size()];
    for (int i = 0; i < places.length / 2; i++) {
      int group = i == 0 ? 0 : written.groups().get(i - 1);
      places[2 * i] = Math.min(end, matcher.start(group));
      places[2 * i + 1] = Math.min(end, matcher.end(group));
    }
    return places;
  }

  private static boolean isFilled(Matcher matcher, int group) {
    return matcher.end(group) > matcher.start(group);
  }

  /**
   * The text as the matcher reads it. RE2/J may visit its whole program for every character, so
   * each costs as much as the program is large. The search ends with the budget.
   */
  private record Paid(String text, int price, Budget budget) implements CharSequence {
    @Override
    public char charAt(int index) {
      budget.work(price);
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
