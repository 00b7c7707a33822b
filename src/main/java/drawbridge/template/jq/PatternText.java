package drawbridge.template.jq;

import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The characters of a regular expression, one after the other. */
final class PatternText {

  private static final java.util.regex.Pattern COUNTS =
      java.util.regex.Pattern.compile("\\{(\\d{0,6})(,?)(\\d{0,6})}");
  private static final java.util.regex.Pattern NAME =
      java.util.regex.Pattern.compile("([A-Za-z_][A-Za-z_0-9]{0,60})>");
  private static final java.util.regex.Pattern PROPERTY =
      java.util.regex.Pattern.compile("\\{(\\^?)([A-Za-z_]{1,30})}");
  private static final java.util.regex.Pattern CODE =
      java.util.regex.Pattern.compile("\\{([0-9A-Fa-f]{1,6})}|([0-9A-Fa-f]{2})");

  private final String text;
  private final boolean blanksAreNothing;
  private int at;

  PatternText(String text, boolean blanksAreNothing) {
    this.text = text;
    this.blanksAreNothing = blanksAreNothing;
  }

  private void skipBlanks() {
    while (blanksAreNothing && at < text.length()) {
      if (text.charAt(at) == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else {
        return;
      }
    }
  }

  boolean atEnd() {
    skipBlanks();
    return at >= text.length();
  }

  boolean isNext(char c) {
    return !atEnd() && text.charAt(at) == c;
  }

  boolean take(char c) {
    boolean there = isNext(c);
    at += there ? 1 : 0;
    return there;
  }

  int next() {
    skipBlanks();
    return raw();
  }

  /** The next character, blanks too. */
  int raw() {
    if (at >= text.length()) {
      throw new Refused("a regular expression ends too early");
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  boolean looksAt(String expected) {
    return text.startsWith(expected, at);
  }

  private @Nullable Matcher take(java.util.regex.Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  /** Least and most of {@code {n,m}}, most -1 without end; empty when braces are only braces. */
  int[] counts() {
    skipBlanks();
    int before = at;
    Matcher counts = take(COUNTS);
    if (counts == null) {
      return new int[0];
    }
    String least = counts.group(1);
    String most = counts.group(3);
    boolean comma = !counts.group(2).isEmpty();
    if (least.isEmpty() && most.isEmpty()) {
      at = before;
      return new int[0];
    }
    int from = least.isEmpty() ? 0 : Integer.parseInt(least);
    return new int[] {from, !comma ? from : most.isEmpty() ? -1 : Integer.parseInt(most)};
  }

  /** The name of a group up to its closing bracket. */
  String name() {
    Matcher name = take(NAME);
    if (name == null) {
      throw new Refused("looking back is not available in regular expressions here");
    }
    return name.group(1);
  }

  @Nullable IntPredicate escapedSet(int letter) {
    if (letter != 'p' && letter != 'P') {
      return Characters.escaped(letter);
    }
    Matcher property = take(PROPERTY);
    if (property == null) {
      throw new Refused("a regular expression has a \\p without {name}");
    }
    IntPredicate set = Characters.named(property.group(2));
    return (letter == 'P') != !property.group(1).isEmpty() ? set.negate() : set;
  }

  int escapedCharacter(int letter) {
    if (letter != 'x') {
      return Characters.control(letter);
    }
    Matcher code = take(CODE);
    if (code == null) {
      throw new Refused("a regular expression has an \\x without digits");
    }
    int found = Integer.parseInt(code.group(1) != null ? code.group(1) : code.group(2), 16);
    if (!Character.isValidCodePoint(found)) {
      throw new Refused("a regular expression has an \\x that is no character");
    }
    return found;
  }

  /** The name in {@code [:name:]}, the opening bracket already taken. */
  String posixName() {
    int end = text.indexOf(":]", at);
    if (end < 0 || end - at > 20) {
      throw new Refused("a regular expression does not close a [:name:]");
    }
    String name = text.substring(at + 1, end);
    at = end + 2;
    return name;
  }
}
