package drawbridge.workflow.sample;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Writes a text that a regular expression of ECMAScript matches: the first branch of alternatives,
 * the first character of sets, and the fewest repeats plus some. The caller checks the text, since
 * flags and boundaries are ignored here.
 */
final class PatternSample {

  private static final int LONGEST = 10_000;
  private static final int DEEPEST = 50;
  private static final String TRIED = "a0A -_.@/:";
  private static final Map<Character, IntPredicate> SETS =
      Map.of(
          'd', PatternSample::isDigit,
          'w', PatternSample::isWord,
          's', c -> c == ' ' || (c >= '\t' && c <= '\r'));
  private static final Map<Character, Character> CONTROLS =
      Map.of('t', '\t', 'n', '\n', 'r', '\r', 'f', '\f', 'v', '\u000B', '0', '\0');

  private final String pattern;
  private final int extra;
  private int at;
  private int depth;

  private PatternSample(String pattern, int extra) {
    this.pattern = pattern;
    this.extra = extra;
  }

  /**
   * Returns a text.
   *
   * @param extra how many repeats more than the fewest are written
   * @return empty when the pattern has parts that are unknown here, or the text is too long
   */
  static Optional<String> of(String pattern, int extra) {
    PatternSample sample = new PatternSample(pattern, extra);
    try {
      String text = sample.alternatives();
      return sample.at == pattern.length() ? Optional.of(text) : Optional.empty();
    } catch (Unknown e) {
      return Optional.empty();
    }
  }

  private static final class Unknown extends RuntimeException {
    Unknown() {
      super("unknown", null, false, false);
    }
  }

  private String alternatives() {
    if (++depth > DEEPEST) {
      throw new Unknown();
    }
    String first = sequence();
    while (looksAt('|')) {
      at++;
      sequence();
    }
    depth--;
    return first;
  }

  private String sequence() {
    StringBuilder text = new StringBuilder();
    while (at < pattern.length() && !looksAt('|') && !looksAt(')')) {
      String term = term();
      text.append(term.repeat(bounded(repeats(), term)));
    }
    return text.toString();
  }

  private static int bounded(int repeats, String term) {
    if ((long) repeats * Math.max(1, term.length()) > LONGEST) {
      throw new Unknown();
    }
    return repeats;
  }

  private String term() {
    char c = next();
    return switch (c) {
      case '^', '$' -> "";
      case '(' -> group();
      case '[' -> set();
      case '.' -> "a";
      case '\\' -> escape();
      default -> String.valueOf(c);
    };
  }

  private String group() {
    if (looksAt('?')) {
      at++;
      if (looksAt('<')) { // a name
        at = pattern.indexOf('>', at) + 1;
      } else {
        at = pattern.indexOf(':', at) + 1;
      }
      if (at == 0) {
        throw new Unknown();
      }
    }
    String text = alternatives();
    if (next() != ')') {
      throw new Unknown();
    }
    return text;
  }

  /** Reads a quantifier, and returns how many repeats are written. */
  private int repeats() {
    int least = 1;
    int most = 1;
    if (looksAt('*') || looksAt('+') || looksAt('?')) {
      char c = next();
      least = c == '+' ? 1 : 0;
      most = c == '?' ? 1 : Integer.MAX_VALUE;
    } else if (looksAt('{')) {
      int end = pattern.indexOf('}', at);
      String[] counts = end < 0 ? new String[0] : pattern.substring(at + 1, end).split(",", -1);
      if (counts.length == 0 || counts.length > 2 || !counts[0].matches("\\d{1,4}")) {
        return 1; // a brace as it is
      }
      least = Integer.parseInt(counts[0]);
      most =
          counts.length == 1 ? least : counts[1].isEmpty() ? Integer.MAX_VALUE : number(counts[1]);
      at = end + 1;
    }
    if (looksAt('?')) {
      at++;
    }
    return (int) Math.min(most, (long) least + extra);
  }

  private static int number(String digits) {
    if (!digits.matches("\\d{1,4}")) {
      throw new Unknown();
    }
    return Integer.parseInt(digits);
  }

  /** Reads a set, and returns one of its characters. */
  private String set() {
    boolean isNegated = looksAt('^');
    if (isNegated) {
      at++;
    }
    IntPredicate members = c -> false;
    while (!looksAt(']')) {
      members = members.or(member());
    }
    at++;
    return one(isNegated ? members.negate() : members);
  }

  /** Reads a character, a range or a set inside a set. */
  private IntPredicate member() {
    if (isSet()) {
      at++;
      return setOf(next());
    }
    int low = character();
    boolean isRange = looksAt('-') && at + 1 < pattern.length() && pattern.charAt(at + 1) != ']';
    if (!isRange) {
      return c -> c == low;
    }
    at++;
    int high = character();
    return c -> c >= low && c <= high;
  }

  private static String one(IntPredicate members) {
    return IntStream.concat(TRIED.chars(), IntStream.range(1, Character.MAX_VALUE))
        .filter(members)
        .mapToObj(Character::toString)
        .findFirst()
        .orElseThrow(Unknown::new);
  }

  private boolean isSet() {
    return looksAt('\\')
        && at + 1 < pattern.length()
        && "dDwWsSpP".indexOf(pattern.charAt(at + 1)) >= 0;
  }

  /** Reads what follows the letter of a set. */
  private IntPredicate setOf(char letter) {
    IntPredicate set =
        Character.toLowerCase(letter) == 'p'
            ? property()
            : Objects.requireNonNull(SETS.get(Character.toLowerCase(letter)));
    return Character.isUpperCase(letter) ? set.negate() : set;
  }

  private IntPredicate property() {
    int end = looksAt('{') ? pattern.indexOf('}', at) : -1;
    if (end < 0) {
      throw new Unknown();
    }
    String name = pattern.substring(at + 1, end);
    at = end + 1;
    return switch (name) {
      case "L", "Letter" -> Character::isLetter;
      case "Lu" -> Character::isUpperCase;
      case "Ll" -> Character::isLowerCase;
      case "N", "Nd" -> Character::isDigit;
      default -> throw new Unknown();
    };
  }

  private String escape() {
    at--;
    if (isSet()) {
      at++;
      return one(setOf(next()));
    }
    if (pattern.startsWith("\\b", at) || pattern.startsWith("\\B", at)) {
      at += 2;
      return "";
    }
    return Character.toString(character());
  }

  /** Reads one character, which may be escaped. */
  private int character() {
    char c = next();
    if (c != '\\') {
      return c;
    }
    char letter = next();
    return switch (letter) {
      case 'u' -> hexadecimal(4);
      case 'x' -> hexadecimal(2);
      case 'c' -> next() % 32;
      default -> CONTROLS.getOrDefault(letter, letter);
    };
  }

  private int hexadecimal(int digits) {
    if (at + digits > pattern.length()) {
      throw new Unknown();
    }
    try {
      int code = Integer.parseInt(pattern.substring(at, at + digits), 16);
      at += digits;
      return code;
    } catch (NumberFormatException e) {
      throw new Unknown();
    }
  }

  private boolean looksAt(char c) {
    return at < pattern.length() && pattern.charAt(at) == c;
  }

  private char next() {
    if (at >= pattern.length()) {
      throw new Unknown();
    }
    return pattern.charAt(at++);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(int c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
