package drawbridge.inbound.body;

/** Halves of characters, which {@code \ud800} can smuggle past a UTF-8 decoder. */
final class Surrogates {

  private Surrogates() {}

  /** Whether the text holds a half that has no other half: it cannot be written as UTF-8. */
  static boolean areUnpaired(String text) {
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  /** The text with U+FFFD in place of every unpaired half. */
  static String replaceUnpaired(String text) {
    return text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
