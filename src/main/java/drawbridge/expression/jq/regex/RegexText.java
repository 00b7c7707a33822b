package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A cursor over the characters of a regular expression. */
final class RegexText {

  private static final Pattern BLANK = Pattern.compile("(?:\\s++|#[^\\n]*+)*+");

  private final String text;
  private final boolean isExtended;
  private int at;

  RegexText(String text, boolean isExtended) {
    this.text = text;
    this.isExtended = isExtended;
  }

  /** Skips blanks and comments where the flags allow them. */
  boolean atEnd() {
    if (isExtended) {
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
