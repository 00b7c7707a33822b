package drawbridge.inbound.body;

/** Finds unpaired surrogates, which a UTF-8 body can contain as {@code \ud800}. */
final class Surrogates {

  private Surrogates() {}

  /** Whether the text has an unpaired surrogate and so cannot be written as UTF-8. */
  static boolean areUnpaired(String text) {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return true;
      }
      at += Character.charCount(c);
    }
    return false;
  }

  /** Returns the text with U+FFFD in place of every unpaired surrogate. */
  static String replaceUnpaired(String text) {
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
