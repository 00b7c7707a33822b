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
  private final boolean isScript;
  private int at;

  /**
   * @param isExtended whether blanks and comments are skipped
   * @param isScript whether the expression is one of ECMAScript, and not one of jq
   */
  RegexText(String text, boolean isExtended, boolean isScript) {
    this.text = text;
    this.isExtended = isExtended;
    this.isScript = isScript;
  }

  /** Skips blanks and comments where the flags allow them. */
  boolean atEnd() {
    if (isExtended) {
      take(BLANK);
    }
    return at >= text.length();
  }

  boolean isScript() {
    return isScript;
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
