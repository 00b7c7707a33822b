package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Sets of characters by name, as Oniguruma defines them for Unicode. */
final class CharSets {

  static final String HERE = " in regular expressions here";

  /** The categories of Unicode by the numbers of {@link Character#getType(int)}. */
  private static final List<String> CATEGORIES =
      List.of(
          ("cn lu ll lt lm lo mn me mc nd nl no zs zl zp cc cf -- co cs pd ps pe pc po sm sc sk so"
                  + " pi pf")
              .split(" "));

  private static final int DOTTED_I = 0x130;
  private static final int DOTLESS_I = 0x131;

  private static final IntPredicate DIGIT = category("nd");
  private static final IntPredicate SPACE =
      category("z").or(c -> (c >= '\t' && c <= '\r') || c == 0x85);
  private static final IntPredicate GRAPH =
      SPACE.or(category("cc")).or(category("cn")).or(category("cs")).negate();

  private static final IntPredicate POSIX_WORD =
      category("m").or(DIGIT).or(category("pc")).or(Character::isAlphabetic);

  /** The characters of words, between which there is no boundary; Latin-1 adds ² and ½. */
  static final IntPredicate WORD = POSIX_WORD.or(category("no").and(c -> c < 0x100));

  static final IntPredicate SCRIPT_WORD =
      c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_');
  private static final IntPredicate SCRIPT_SPACE =
      category("z").or(c -> (c >= '\t' && c <= '\r') || c == 0xfeff);

  private static final Map<String, IntPredicate> CLASSES =
      Map.ofEntries(
          Map.entry("alpha", Character::isAlphabetic),
          Map.entry("alnum", DIGIT.or(Character::isAlphabetic)),
          Map.entry("ascii", c -> c < 0x80),
          Map.entry("blank", category("zs").or(c -> c == '\t')),
          Map.entry("cntrl", category("cc")),
          Map.entry("digit", DIGIT),
          Map.entry("graph", GRAPH),
          Map.entry("lower", Character::isLowerCase),
          Map.entry("print", GRAPH.or(category("zs"))),
          Map.entry("punct", category("p").or(c -> "$+<=>^`|~".indexOf(c) >= 0)),
          Map.entry("space", SPACE),
          Map.entry("upper", Character::isUpperCase),
          Map.entry("word", POSIX_WORD),
          Map.entry("xdigit", c -> c < 0x80 && Character.digit(c, 16) >= 0));

  private CharSets() {}

  /** Returns the characters of a category, or of all whose names begin so. */
  private static IntPredicate category(String name) {
    int types = 0;
    for (int type = 0; type < CATEGORIES.size(); type++) {
      types |= CATEGORIES.get(type).startsWith(name) ? 1 << type : 0;
    }
    int wanted = types;
    return c -> (wanted >> Character.getType(c) & 1) != 0;
  }

  /**
   * Returns the set of a letter after a backslash; null for another letter.
   *
   * @param isScript whether it is a set of ECMAScript, with ASCII's letters and digits
   */
  static @Nullable IntPredicate escaped(int letter, boolean isScript) {
    IntPredicate set =
        switch (Character.toLowerCase(letter)) {
          case 'd' -> isScript ? c -> c >= '0' && c <= '9' : DIGIT;
          case 's' -> isScript ? SCRIPT_SPACE : SPACE;
          case 'w' -> isScript ? SCRIPT_WORD : WORD;
          default -> null;
        };
    return set == null || Character.isLowerCase(letter) ? set : set.negate();
  }

  /** Returns a POSIX class; {@code ^} before its name negates it. */
  static IntPredicate posix(String name) {
    boolean isNegated = name.startsWith("^");
    IntPredicate set = CLASSES.get(isNegated ? name.substring(1) : name);
    if (set == null) {
      throw new RefusedProgram("[:" + name + ":] is not available" + HERE);
    }
    return isNegated ? set.negate() : set;
  }

  /** Returns a property of Unicode: a class, a category or a script. */
  static IntPredicate property(String given) {
    boolean isNegated = given.startsWith("^");
    String name = (isNegated ? given.substring(1) : given).toLowerCase(Locale.ROOT);
    IntPredicate set = CLASSES.get(name);
    if (set == null && name.matches("[a-z]{1,2}")) {
      set = CATEGORIES.stream().anyMatch(it -> it.startsWith(name)) ? category(name) : null;
    }
    if (set == null) {
      set = script(name);
    }
    return isNegated ? set.negate() : set;
  }

  private static IntPredicate script(String name) {
    try {
      Character.UnicodeScript script = Character.UnicodeScript.forName(name);
      return c -> Character.UnicodeScript.of(c) == script;
    } catch (IllegalArgumentException e) {
      throw new RefusedProgram("a property of characters is unknown" + HERE);
    }
  }

  /** Returns the set without regard to case. */
  static IntPredicate folded(IntPredicate set) {
    return c -> {
      int upper = c == DOTLESS_I ? c : Character.toUpperCase(c);
      return set.test(c)
          || set.test(upper)
          || (c != DOTTED_I && set.test(Character.toLowerCase(upper)));
    };
  }
}
