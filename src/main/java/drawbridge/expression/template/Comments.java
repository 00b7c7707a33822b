package drawbridge.expression.template;

import drawbridge.expression.BadExpression;

/**
 * Rewrites comments into the form that Handlebars' grammar can parse, {@code {{! }}}: it knows
 * neither {@code ~} at the front nor {@code --~}} at the end. Text and tags keep their positions.
 */
final class Comments {

  /** The first and the last character of a comment that trims the whitespace there. */
  private static final char TRIMS_BEFORE = '<';

  private static final char TRIMS_AFTER = '>';
  private static final String DASHES = "--";

  private final StringBuilder text;
  private int at;

  private Comments(String template) {
    this.text = new StringBuilder(template);
  }

  static String written(String template) {
    return template.contains("{{!") || template.contains("{{~!")
        ? new Comments(template).all()
        : template;
  }

  /** Returns whether a comment, as rewritten, trims the whitespace before it. */
  static boolean trimsBefore(String comment) {
    return comment.charAt(3) == TRIMS_BEFORE;
  }

  /** Returns whether a comment, as rewritten, trims the whitespace after it. */
  static boolean trimsAfter(String comment) {
    return comment.charAt(comment.length() - 3) == TRIMS_AFTER;
  }

  private String all() {
    for (int open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
      at = open + 2;
      boolean isEscaped = open > 0 && text.charAt(open - 1) == '\\';
      boolean trims = text.length() > at && text.charAt(at) == '~';
      int mark = trims ? at + 1 : at;
      if (!isEscaped && text.length() > mark && text.charAt(mark) == '!') {
        comment(mark, trims);
      } else {
        skipTag();
      }
    }
    return text.toString();
  }

  /** Blanks the content of a comment. */
  private void comment(int mark, boolean trims) {
    boolean hasDashes = text.indexOf(DASHES, mark + 1) == mark + 1;
    int end = hasDashes ? endOfDashes(mark + 3) : text.indexOf("}}", mark + 1);
    if (end < 0) {
      throw new BadExpression("a comment {{! … }} is not closed before the end");
    }
    boolean trimsAfter = end > mark + 1 && text.charAt(end - 1) == '~';
    for (int i = mark + 1; i < end; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
    if (trims) {
      text.setCharAt(mark - 1, '!');
      text.setCharAt(mark, TRIMS_BEFORE);
    }
    if (trimsAfter) {
      text.setCharAt(end - 1, TRIMS_AFTER);
    }
    at = end + 2;
  }

  /** Returns the index of the braces that follow {@code --} or {@code --~}; -1 without them. */
  private int endOfDashes(int from) {
    for (int i = text.indexOf(DASHES, from); i >= 0; i = text.indexOf(DASHES, i + 1)) {
      int end = i + 2 < text.length() && text.charAt(i + 2) == '~' ? i + 3 : i + 2;
      if (isClosed(end)) {
        return end;
      }
    }
    return -1;
  }

  private boolean isClosed(int index) {
    return index + 1 < text.length() && text.charAt(index) == '}' && text.charAt(index + 1) == '}';
  }

  /** Skips a tag with its texts, which may contain braces. */
  private void skipTag() {
    while (at < text.length() && !isClosed(at)) {
      char c = text.charAt(at);
      int close = c == '"' || c == '\'' ? text.indexOf(String.valueOf(c), at + 1) : -1;
      at = close > 0 ? close + 1 : at + 1;
    }
  }
}
