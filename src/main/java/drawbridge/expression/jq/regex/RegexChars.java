package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads escaped characters and sets in brackets. */
final class RegexChars {

  private static final Pattern POSIX = Pattern.compile(":(\\^?[a-z]+):]");
  private static final Pattern PROPERTY = Pattern.compile("\\{(\\^?[A-Za-z_ -]{1,40})}");
  private static final Pattern HEX = Pattern.compile("\\{[0-9A-Fa-f]{1,8}}|[0-9A-Fa-f]{1,2}");
  private static final Pattern UNIT = Pattern.compile("[0-9A-Fa-f]{4}");
  private static final Pattern RANGE = Pattern.compile("-(?!])");
  private static final String LETTERS = "ntrfvae";
  private static final String CONTROLS = "\n\t\r\f\u000b\u0007\u001b";

  private final RegexText text;

  RegexChars(RegexText text) {
    this.text = text;
  }

  /** Reads what follows a backslash outside of brackets. */
  IntPredicate escaped(int letter, boolean ignoresCase) {
    IntPredicate set = named(letter);
    int single = set == null ? single(letter) : 0;
    return set == null ? one(single, ignoresCase) : set;
  }

  /** Returns the set of one character. */
  static IntPredicate one(int point, boolean ignoresCase) {
    IntPredicate set = c -> c == point;
    return ignoresCase ? CharSets.folded(set) : set;
  }

  private @Nullable IntPredicate named(int letter) {
    if (letter != 'p' && letter != 'P') {
      return CharSets.escaped(letter, text.isScript());
    }
    Matcher name = text.take(PROPERTY);
    if (name == null) {
      throw new RefusedProgram("\\p without a name in braces is not available" + CharSets.HERE);
    }
    IntPredicate property = CharSets.property(name.group(1));
    return letter == 'p' ? property : property.negate();
  }

  private int single(int letter) {
    int control = LETTERS.indexOf(letter);
    boolean isUnit = letter == 'u' && text.isScript();
    Matcher hex = letter == 'x' ? text.take(HEX) : isUnit ? text.take(UNIT) : null;
    if (hex != null) {
      return (int) Long.parseLong(hex.group().replaceAll("[{}]", ""), 16);
    } else if (control < 0 && letter < 0x80 && Character.isLetterOrDigit(letter)) {
      throw new RefusedProgram("\\" + (char) letter + " is not available" + CharSets.HERE);
    }
    return control < 0 ? letter : CONTROLS.charAt(control);
  }

  /** Reads a set after its opening bracket; a closing bracket in first position is a member. */
  IntPredicate set(boolean ignoresCase) {
    boolean isNegated = text.take("^");
    Members members = new Members();
    boolean isFirst = true;
    while (isFirst || !text.looksAt("]")) {
      member(members);
      isFirst = false;
    }
    text.next();
    IntPredicate set = ignoresCase ? CharSets.folded(members) : members;
    return isNegated ? set.negate() : set;
  }

  private void member(Members members) {
    int from = text.next();
    if (from == '[') {
      Matcher posix = text.take(POSIX);
      if (posix == null) {
        throw new RefusedProgram("sets in sets are not available" + CharSets.HERE + "; write \\[");
      }
      members.sets.add(CharSets.posix(posix.group(1)));
      return;
    } else if (from == '&' && text.looksAt("&")) {
      throw new RefusedProgram("&& is not available" + CharSets.HERE);
    }
    int letter = from == '\\' ? text.next() : 0;
    IntPredicate set =
        switch (letter) {
          case 0 -> null;
          case 'w' -> text.isScript() ? CharSets.SCRIPT_WORD : CharSets.posix("word");
          case 'W' -> text.isScript() ? CharSets.SCRIPT_WORD.negate() : CharSets.posix("^word");
          default -> named(letter);
        };
    if (set != null) {
      members.sets.add(set);
      return;
    }
    int first = letter == 0 ? from : letter == 'b' ? '\b' : single(letter);
    members.add(first, text.take(RANGE) == null ? first : end());
  }

  private int end() {
    int end = text.next();
    return end == '\\' ? single(text.next()) : end;
  }

  /** The members of a set. */
  private static final class Members implements IntPredicate {
    private final List<int[]> ranges = new ArrayList<>();
    private final Set<IntPredicate> sets = new LinkedHashSet<>();

    void add(int from, int to) {
      if (to < from) {
        throw new RefusedProgram("a range of characters ends before it begins" + CharSets.HERE);
      }
      ranges.add(new int[] {from, to});
    }

    @Override
    public boolean test(int point) {
      for (int[] range : ranges) {
        if (point >= range[0] && point <= range[1]) {
          return true;
        }
      }
      for (IntPredicate set : sets) {
        if (set.test(point)) {
          return true;
        }
      }
      return false;
    }
  }
}
