package drawbridge.expression.compile;

import drawbridge.expression.BadExpression;
import org.jspecify.annotations.Nullable;

/**
 * Tells apart the texts with a dollar and a brace: one whole jq expression, the literal {@code $$}
 * before a brace, and anything else, which is refused (E2).
 */
final class Dollar {

  private static final String OPEN = "${";
  private static final String ESCAPED = "$${";
  private static final int MAX_SUGGESTED = 200;

  private Dollar() {}

  /** Returns the program of a text that is one expression; null for any other text. */
  static @Nullable String program(String text) {
    String trimmed = text.strip();
    boolean isWhole = trimmed.startsWith(OPEN) && trimmed.endsWith("}");
    return isWhole ? trimmed.substring(2, trimmed.length() - 1).strip() : null;
  }

  /** Returns whether the text has more than one expression. */
  static boolean isSeveral(String text) {
    return text.indexOf(OPEN, text.indexOf(OPEN) + 2) >= 0;
  }

  /**
   * Returns a text that is no expression, with the escape removed. A dollar before {@code {{…}}} is
   * a dollar.
   *
   * @throws BadExpression when the text has an expression among other characters; says how to write
   *     it
   */
  static String literal(String text) {
    if (!text.contains(OPEN)) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith(ESCAPED, i)) {
        out.append(OPEN);
        i += ESCAPED.length() - 1;
      } else if (text.startsWith(OPEN, i) && !text.startsWith("{{", i + 1)) {
        throw new BadExpression(
            "${ … } must be the whole text: write "
                + suggestion(text)
                + "; for the characters ${ write $${");
      } else {
        out.append(text.charAt(i));
      }
    }
    return out.toString();
  }

  /** Returns the text as one expression; a general example where that cannot be told. */
  private static String suggestion(String text) {
    StringBuilder out = new StringBuilder("${ \"");
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("{{", at)) {
        return "${ \"Hello \\(.name)\" }";
      } else if (text.startsWith(OPEN, at) && (at == 0 || text.charAt(at - 1) != '$')) {
        int end = text.indexOf('}', at);
        if (end < 0 || text.substring(at + 2, end).matches("(?s).*[{\"].*")) {
          return "${ \"Hello \\(.name)\" }";
        }
        out.append("\\(").append(text.substring(at + 2, end).strip()).append(')');
        at = end + 1;
      } else {
        char c = text.charAt(at++);
        switch (c) {
          case '"', '\\' -> out.append('\\').append(c);
          case '\n' -> out.append("\\n");
          default -> out.append(c);
        }
      }
    }
    return out.length() > MAX_SUGGESTED
        ? "${ \"Hello \\(.name)\" }"
        : out.append("\" }").toString();
  }
}
