package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates single characters and sets of them into RE2/J's syntax. */
final class RegexSets {

  private static final Pattern POSIX = Pattern.compile(":\\^?[a-z]+:]");
  private static final Pattern BRACED = Pattern.compile("\\{[^{}]*}");
  private static final String WORD = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}";

  /**
   * Unicode sets, as members of a set; of the ranges that Unicode still extends, only the emoji are
   * included.
   */
  private static final Map<Character, String> SETS =
      Map.of(
          'd', "\\p{Nd}",
          'D', "\\P{Nd}",
          'w', WORD,
          'W',
              "\\p{C}\\p{Z}\\p{S}\\p{Nl}\\p{No}"
                  + "\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}\\x{1F000}-\\x{1FAFF}",
          's', "\\t-\\r\\x85\\p{Z}",
          'S',
              "\\x00-\\x08\\x0E-\\x1F!-\\x{84}\\x{86}-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
                  + "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
                  + "\\x{3001}-\\x{10FFFF}",
          'h', "0-9A-Fa-f",
          'H', "\\x00-/:-@G-`g-\\x{10FFFF}");

  private static final String PUNCTUATION = "\\p{P}$+<=>^`|~";

  private static final Map<String, String> POSIX_SETS =
      Map.ofEntries(
          Map.entry("alpha", "\\p{L}\\p{M}"),
          Map.entry("alnum", "\\p{L}\\p{M}\\p{Nd}"),
          Map.entry("ascii", "\\x00-\\x7F"),
          Map.entry("^ascii", "\\x{80}-\\x{10FFFF}"),
          Map.entry("blank", "\\t\\p{Zs}"),
          Map.entry("cntrl", "\\p{Cc}"),
          Map.entry("digit", "\\p{Nd}"),
          Map.entry("^digit", "\\P{Nd}"),
          Map.entry("lower", "\\p{Ll}"),
          Map.entry("^lower", "\\P{Ll}"),
          Map.entry("upper", "\\p{Lu}"),
          Map.entry("^upper", "\\P{Lu}"),
          Map.entry("punct", PUNCTUATION),
          Map.entry("graph", "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}"),
          Map.entry("print", "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}\\p{Zs}"),
          Map.entry("space", SETS.get('s')),
          Map.entry("^space", SETS.get('S')),
          Map.entry("word", WORD),
          Map.entry("^word", SETS.get('W')),
          Map.entry("xdigit", SETS.get('h')),
          Map.entry("^xdigit", SETS.get('H')));

  /** ECMAScript's sets; letters and digits are those of ASCII. */
  private static final Map<Character, String> SCRIPT_SETS =
      Map.of(
          'd', "0-9",
          'D', "\\x00-/:-\\x{10FFFF}",
          'w', "0-9A-Z_a-z",
          'W', "\\x00-/:-@\\[-\\^`{-\\x{10FFFF}",
          's',
              "\\t-\\r \\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}"
                  + "\\x{205F}\\x{3000}\\x{FEFF}",
          'S',
              "\\x00-\\x08\\x0E-\\x1F!-\\x{9F}\\x{A1}-\\x{167F}\\x{1681}-\\x{1FFF}"
                  + "\\x{200B}-\\x{2027}\\x{202A}-\\x{202E}\\x{2030}-\\x{205E}\\x{2060}-\\x{2FFF}"
                  + "\\x{3001}-\\x{FEFE}\\x{FF00}-\\x{10FFFF}");

  private static final Pattern UNIT = Pattern.compile("[0-9A-Fa-f]{4}");

  private RegexSets() {}

  private static @Nullable String set(char letter, RegexText text) {
    return (text.isScript() ? SCRIPT_SETS : SETS).get(letter);
  }

  /** Returns the translation of a letter after a backslash. */
  static String escaped(char letter, RegexText text) {
    String set = set(letter, text);
    if (set != null) {
      return letter == 'W' && !text.isScript() ? "[^" + WORD + "]" : "[" + set + "]";
    }
    return "bBAz".indexOf(letter) >= 0 ? "\\" + letter : character(letter, text);
  }

  private static String character(char letter, RegexText text) {
    if ("pPx".indexOf(letter) >= 0) {
      Matcher braced = text.take(BRACED);
      return "\\" + letter + (braced == null ? "" : braced.group());
    }
    Matcher unit = letter == 'u' && text.isScript() ? text.take(UNIT) : null;
    if (unit != null) {
      return "\\x{" + unit.group() + "}";
    }
    if (letter == 'e') {
      return "\\x1B";
    }
    boolean plain = letter >= 128;
    if (!plain && Character.isLetterOrDigit(letter) && "ntrfva".indexOf(letter) < 0) {
      throw new RefusedProgram("\\" + letter + " is not available" + RegexDialect.HERE);
    }
    return plain ? String.valueOf(letter) : "\\" + letter;
  }

  /** Reads a set after its opening bracket; a closing bracket in first position is a member. */
  static String set(RegexText text) {
    StringBuilder set = new StringBuilder("[");
    if (text.looksAt("^")) {
      set.append(text.next());
    }
    if (text.looksAt("]")) {
      set.append("\\").append(text.next());
    }
    char c = text.next();
    while (c != ']') {
      set.append(member(c, text));
      c = text.next();
    }
    return set.append(']').toString();
  }

  /** Returns a POSIX class of Unicode, as Oniguruma defines them. */
  private static String posix(String name) {
    String set = POSIX_SETS.get(name.substring(1, name.length() - 2));
    if (set == null) {
      throw new RefusedProgram("[" + name + " is not available" + RegexDialect.HERE);
    }
    return set;
  }

  private static String member(char c, RegexText text) {
    if (c == '\\') {
      char letter = text.next();
      String set = set(letter, text);
      return set != null ? set : letter == 'b' ? "\\x08" : character(letter, text);
    }
    if (c == '&' && text.looksAt("&")) {
      throw new RefusedProgram("&& is not available" + RegexDialect.HERE);
    }
    if (c == '[') {
      Matcher posix = text.take(POSIX);
      if (posix == null) {
        throw new RefusedProgram(
            "sets in sets are not available" + RegexDialect.HERE + "; write \\[");
      }
      return posix(posix.group());
    }
    return String.valueOf(c);
  }
}
