package drawbridge.expression.jq;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The characters of a regular expression, one after the other. */
final class RegexText {

  private static final Pattern BLANK = Pattern.compile("(?:\\s++|#[^\\n]*+)*+");

  private final String text;
  private final boolean blanksAreNothing;
  private int at;

  RegexText(String text, boolean blanksAreNothing) {
    this.text = text;
    this.blanksAreNothing = blanksAreNothing;
  }

  /** Goes over blanks and comments, where those are nothing. */
  boolean atEnd() {
    if (blanksAreNothing) {
      take(BLANK);
    }
    return at >= text.length();
  }

  char next() {
    if (at >= text.length()) {
      throw new RefusedProgram("a regular expression ends too early");
    }
    return text.charAt(at++);
  }

  @Nullable Matcher take(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return null;
    }
    at = matcher.end();
    return matcher;
  }

  boolean looksAt(String expected) {
    return text.startsWith(expected, at);
  }
}
