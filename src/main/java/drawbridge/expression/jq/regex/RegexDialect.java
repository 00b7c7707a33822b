package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Translates jq's regular expressions (Oniguruma's) and ECMAScript's into RE2/J's syntax, and names
 * features that RE2/J lacks.
 *
 * <p>It also bounds the product of nested repeats, which RE2/J expands before its size can be read:
 * {@code (((){1000}){1000}){1000}} would take a gigabyte.
 */
final class RegexDialect {

  static final String TOO_LARGE = "a regular expression is too large";
  static final String HERE = " in regular expressions here";

  /** What may follow the end of the text. */
  private static final List<String> END_BEFORE =
      List.of(")", "|", "$", "*", "+", "?", "{", "\\Z", "\\z", "\\b", "\\B");

  private static final int MAX_GROUPS = 50;
  private static final int MAX_REPEATS = 1_000;

  private static final Pattern COUNTS = Pattern.compile("(?=,?\\d)(\\d{0,6})(,?)(\\d{0,6})}");
  private static final Pattern NAMED = Pattern.compile("\\?<([A-Za-z_][A-Za-z_0-9]{0,60})>");
  private static final Pattern OPTIONS = Pattern.compile("\\?[is]*(?:-[is]+)?[:)]");

  private final RegexText text;
  private final int largest;
  private final StringBuilder written = new StringBuilder();
  private final List<@Nullable String> names = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private boolean hasBoundary;
  private int size;
  private int last;

  /**
   * A translated expression.
   *
   * @param groups the numbers of jq's groups in the text
   * @param ends the groups that hold the line feed which {@code $} leaves out, if any
   * @param hasBoundary whether the text has {@code \\b} or {@code \\B}
   * @param size an upper bound of its instructions
   */
  record Written(
      String text,
      List<Integer> groups,
      List<@Nullable String> names,
      List<Integer> ends,
      boolean hasBoundary,
      int size) {}

  private RegexDialect(RegexText text, int largest) {
    this.text = text;
    this.largest = largest;
  }

  /**
   * Translates an expression.
   *
   * @param largest approximate maximum of its instructions
   * @throws RefusedProgram names the unsupported feature
   */
  static Written written(RegexText text, int largest) {
    RegexDialect dialect = new RegexDialect(text, largest);
    while (!dialect.text.atEnd()) {
      dialect.piece(dialect.text.next());
    }
    return new Written(
        dialect.written.toString(),
        dialect.groups,
        Collections.unmodifiableList(dialect.names),
        dialect.ends,
        dialect.hasBoundary,
        dialect.size);
  }

  private void piece(char c) {
    switch (c) {
      case '\\' -> escape(text.next());
      case '[' -> one(RegexSets.set(text));
      case '(' -> open();
      case ')' -> close();
      case '{' -> counts();
      case '*', '+', '?' -> repeat(String.valueOf(c), 1, 1);
      case '$' -> {
        if (text.isScript()) {
          one("\\z");
        } else {
          end();
        }
      }
      case '|' -> {
        one("|");
        last = 0;
      }
      default -> one(String.valueOf(c));
    }
  }

  private void one(String piece) {
    written.append(piece);
    last = 1;
    grow(1);
  }

  private void grow(int more) {
    size += more;
    if (size > largest) {
      throw new RefusedProgram(TOO_LARGE);
    }
  }

  private void escape(char letter) {
    if (letter == 'Z' && !text.isScript()) {
      end();
    } else {
      hasBoundary |= letter == 'b' || letter == 'B';
      one(RegexSets.escaped(letter, text));
    }
  }

  private void open() {
    Matcher named = text.take(NAMED);
    Matcher options = named != null || !text.looksAt("?") ? null : text.take(OPTIONS);
    if (named != null) {
      capture("(?P<" + named.group(1) + ">", named.group(1));
    } else if (options != null) {
      written.append('(').append(options.group());
    } else if (text.looksAt("?<")) {
      throw new RefusedProgram("looking back is not available" + HERE);
    } else if (text.looksAt("?")) {
      throw new RefusedProgram(
          "looking around, atomic groups and conditions are not available" + HERE);
    } else {
      capture("(", null);
    }
    if (options == null || options.group().endsWith(":")) {
      outer.push(size);
    }
    grow(1);
  }

  private void capture(String opening, @Nullable String name) {
    written.append(opening);
    groups.add(groups.size() + ends.size() + 1);
    names.add(name);
    if (groups.size() > MAX_GROUPS) {
      throw new RefusedProgram("a regular expression has more than " + MAX_GROUPS + " groups");
    }
    grow(1);
  }

  private void close() {
    if (outer.isEmpty()) {
      throw new RefusedProgram("a regular expression closes a group that it did not open");
    }
    written.append(')');
    last = size - outer.pop();
  }

  /**
   * The end of the text, or the line feed before it, which RE2/J cannot express: the line feed is
   * matched and given back.
   */
  private void end() {
    written.append("(?:(\\n?)\\z)");
    ends.add(groups.size() + ends.size() + 1);
    last = 6;
    grow(last);
    if (!text.atEnd() && END_BEFORE.stream().noneMatch(text::looksAt)) {
      throw new RefusedProgram("$ before another character is not available" + HERE);
    }
  }

  /**
   * Reads {@code {n}}, {@code {n,}}, {@code {,m}} and {@code {n,m}}; any other brace is literal.
   */
  private void counts() {
    Matcher counts = text.take(COUNTS);
    if (counts == null) {
      one("\\{");
      return;
    }
    String least = counts.group(1);
    String most = counts.group(3);
    int from = least.isEmpty() ? 0 : Integer.parseInt(least);
    int to = most.isEmpty() ? from : Integer.parseInt(most);
    if (Math.max(from, to) > MAX_REPEATS || to < from) {
      throw new RefusedProgram("a regular expression repeats at most " + MAX_REPEATS + " times");
    }
    String comma = counts.group(2);
    repeat("{" + from + comma + most + "}", Math.max(1, to), to - from + comma.length());
  }

  private void repeat(String written, int copies, int forks) {
    int more = last * (copies - 1) + forks;
    this.written.append(written);
    grow(more);
    last += more;
    if (text.looksAt("?")) {
      this.written.append(text.next());
    }
    if (text.looksAt("+")) {
      throw new RefusedProgram("possessive repeats are not available" + HERE);
    }
  }
}
