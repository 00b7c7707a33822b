package drawbridge.expression.jq.regex;

import drawbridge.expression.jq.value.RefusedProgram;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A cursor over the characters of a regular expression. */
final class RegexText {

  private static final Pattern COMMENT = Pattern.compile("\\(\\?#[^)]*+\\)");
  private static final Pattern BLANK = Pattern.compile("(?:\\s++|#[^\\n]*+)++");

  private final String text;
  private final boolean isScript;
  private int at;

  /**
   * @param isScript whether the expression is one of ECMAScript, and not one of jq
   */
  RegexText(String text, boolean isScript) {
    this.text = text;
    this.isScript = isScript;
  }

  boolean isScript() {
    return isScript;
  }

  /** Skips comments, and blanks where they do not count. */
  void skip(boolean isExtended) {
    while (take(COMMENT) != null || (isExtended && take(BLANK) != null)) {
      // each call moves on
    }
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /** Takes one character. */
  int next() {
    if (atEnd()) {
      throw new RefusedProgram("a regular expression ends too early");
    }
    int point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  /** Takes what comes next if it is this. */
  boolean take(String expected) {
    boolean comes = looksAt(expected);
    at += comes ? expected.length() : 0;
    return comes;
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
