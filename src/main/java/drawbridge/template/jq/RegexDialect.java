package drawbridge.template.jq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes jq's regular expressions (Oniguruma's) as RE2/J reads them, and names what RE2/J has not.
 *
 * <p>It also sums up what repeats multiply to, because RE2/J writes all of them out before it can
 * be asked for its size: {@code (((){1000}){1000}){1000}} would be a gigabyte.
 */
final class RegexDialect {

  static final String TOO_LARGE = "a regular expression is too large";

  private static final int MOST_GROUPS = 50;
  private static final int MOST_REPEATS = 1_000;
  private static final String HERE = " in regular expressions here";

  private static final Pattern BLANK = Pattern.compile("(?:\\s|#[^\\n]*)*+");
  private static final Pattern COUNTS = Pattern.compile("(?=,?\\d)(\\d{0,6})(,?)(\\d{0,6})}");
  private static final Pattern NAMED = Pattern.compile("\\?<([A-Za-z_][A-Za-z_0-9]{0,60})>");
  private static final Pattern OPTIONS = Pattern.compile("\\?[is]*(?:-[is]+)?[:)]");
  private static final Pattern POSIX = Pattern.compile("\\[:\\^?[a-z]+:]");
  private static final Pattern BRACED = Pattern.compile("\\{[^{}]*}");

  private static final String WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";

  /**
   * Sets as Unicode has them, as members of a set; the emoji are all that Unicode still adds to.
   */
  private static final Map<Character, String> SETS =
      Map.of(
          'd', "\\p{Nd}",
          'D', "\\P{Nd}",
          'w', WORD,
          'W',
              "\\p{C}\\p{Z}\\p{S}\\p{Nl}\\p{No}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\x{1F000}-\\x{1FAFF}",
          's', "\\t-\\r\\x85\\p{Z}",
          'S',
              "\\x00-\\x08\\x0E-\\x1F!-\\x{84}\\x{86}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
                  + "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
                  + "\\x{3001}-\\x{10FFFF}",
          'h', "0-9A-Fa-f",
          'H', "\\x00-/:-@G-`g-\\x{10FFFF}");

  private final String text;
  private final boolean blanksAreNothing;
  private final int largest;
  private final StringBuilder written = new StringBuilder();
  private final List<@Nullable String> names = new ArrayList<>();
  private final List<Integer> groups = new ArrayList<>();
  private final List<Integer> ends = new ArrayList<>();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int at;
  private int size;
  private int last;

  /**
   * @param groups the numbers that jq's groups have in the text
   * @param ends the groups that hold the line feed which {@code $} lets be, where there is one
   */
  record Written(
      String text, List<Integer> groups, List<@Nullable String> names, List<Integer> ends) {}

  private RegexDialect(String text, boolean blanksAreNothing, int largest) {
    this.text = text;
    this.blanksAreNothing = blanksAreNothing;
    this.largest = largest;
  }

  /**
   * @param largest roughly the instructions it may become
   * @throws Refused by name
   */
  static Written written(String text, boolean blanksAreNothing, int largest) {
    RegexDialect dialect = new RegexDialect(text, blanksAreNothing, largest);
    while (!dialect.atEnd()) {
      dialect.piece(dialect.next());
    }
    return new Written(
        dialect.written.toString(),
        dialect.groups,
        Collections.unmodifiableList(dialect.names),
        dialect.ends);
  }

  private boolean atEnd() {
    if (blanksAreNothing) {
      take(BLANK);
    }
    return at >= text.length();
  }

  private char next() {
    if (at >= text.length()) {
      throw new Refused("a regular expression ends too early");
    }
    return text.charAt(at++);
  }

  private @Nullable Matcher take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  private void piece(char c) {
    switch (c) {
      case '\\' -> one(escape(next()));
      case '[' -> one(set());
      case '(' -> open();
      case ')' -> close();
      case '{' -> counts();
      case '*', '+', '?' -> repeat(String.valueOf(c), 1, 1);
      case '$' -> end();
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
      throw new Refused(TOO_LARGE);
    }
  }

  private String escape(char letter) {
    String set = SETS.get(letter);
    if (set != null) {
      return letter == 'W' ? "[^" + WORD + "]" : "[" + set + "]";
    }
    if (letter == 'Z') {
      end();
      return "";
    }
    return "bBAz".indexOf(letter) >= 0 ? "\\" + letter : character(letter);
  }

  private String character(char letter) {
    if ("pPx".indexOf(letter) >= 0) {
      Matcher braced = take(BRACED);
      return "\\" + letter + (braced == null ? "" : braced.group());
    }
    if (letter == 'e') {
      return "\\x1B";
    }
    boolean plain = letter >= 128;
    if (!plain && Character.isLetterOrDigit(letter) && "ntrfva".indexOf(letter) < 0) {
      throw new Refused("\\" + letter + " is not available" + HERE);
    }
    return plain ? String.valueOf(letter) : "\\" + letter;
  }

  /** The opening bracket is taken; a closing one that comes first is a member. */
  private String set() {
    StringBuilder set = new StringBuilder("[");
    if (text.startsWith("^", at)) {
      set.append(next());
    }
    if (text.startsWith("]", at)) {
      set.append("\\").append(next());
    }
    char c = next();
    while (c != ']') {
      set.append(member(c));
      c = next();
    }
    return set.append(']').toString();
  }

  private String member(char c) {
    if (c == '\\') {
      char letter = next();
      String set = SETS.get(letter);
      return set != null ? set : letter == 'b' ? "\\x08" : character(letter);
    }
    if (c == '&' && text.startsWith("&", at)) {
      throw new Refused("&& is not available" + HERE);
    }
    if (c == '[') {
      at--;
      Matcher posix = take(POSIX);
      if (posix == null) {
        throw new Refused("sets in sets are not available" + HERE + "; write \\[");
      }
      return posix.group();
    }
    return String.valueOf(c);
  }

  private void open() {
    Matcher named = take(NAMED);
    Matcher options = named != null || !text.startsWith("?", at) ? null : take(OPTIONS);
    if (named != null) {
      capture("(?P<" + named.group(1) + ">", named.group(1));
    } else if (options != null) {
      written.append('(').append(options.group());
    } else if (text.startsWith("?<", at)) {
      throw new Refused("looking back is not available" + HERE);
    } else if (text.startsWith("?", at)) {
      throw new Refused("looking around, atomic groups and conditions are not available" + HERE);
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
    if (groups.size() > MOST_GROUPS) {
      throw new Refused("a regular expression has more than " + MOST_GROUPS + " groups");
    }
    grow(1);
  }

  private void close() {
    if (outer.isEmpty()) {
      throw new Refused("a regular expression closes a group that it did not open");
    }
    written.append(')');
    last = size - outer.pop();
  }

  /**
   * Before the line feed that ends the text too, which RE2/J has not: it is taken and given back.
   */
  private void end() {
    written.append("(?:(\\n?)\\z)");
    ends.add(groups.size() + ends.size() + 1);
    last = 6;
    grow(last);
  }

  /** {@code {n}}, {@code {n,}}, {@code {,m}} and {@code {n,m}}; other braces are only braces. */
  private void counts() {
    Matcher counts = take(COUNTS);
    if (counts == null) {
      one("\\{");
      return;
    }
    String least = counts.group(1);
    String most = counts.group(3);
    int from = least.isEmpty() ? 0 : Integer.parseInt(least);
    int to = most.isEmpty() ? from : Integer.parseInt(most);
    if (Math.max(from, to) > MOST_REPEATS || to < from) {
      throw new Refused("a regular expression repeats at most " + MOST_REPEATS + " times");
    }
    String comma = counts.group(2);
    repeat("{" + from + comma + most + "}", Math.max(1, to), to - from + comma.length());
  }

  private void repeat(String written, int copies, int forks) {
    int more = last * (copies - 1) + forks;
    this.written.append(written);
    grow(more);
    last += more;
    if (text.startsWith("?", at)) {
      this.written.append(next());
    }
    if (text.startsWith("+", at)) {
      throw new Refused("possessive repeats are not available" + HERE);
    }
  }
}
