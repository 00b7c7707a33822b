package drawbridge.expression.template;

/** Escapes texts for XML 1.0. */
final class XmlText {

  private static final char REPLACEMENT = '\uFFFD';

  private XmlText() {}

  /**
   * Returns a text as content of an element or a quoted attribute. Characters that XML 1.0 does not
   * allow become U+FFFD.
   */
  static String escaped(String raw) {
    StringBuilder out = new StringBuilder(raw.length() + 16);
    raw.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n', '\r' -> out.append("&#").append(point).append(';');
                default -> out.appendCodePoint(isAllowed(point) ? point : REPLACEMENT);
              }
            });
    return out.toString();
  }

  /** Source: XML 1.0, fifth edition, production 2 (Char). */
  private static boolean isAllowed(int point) {
    return (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
