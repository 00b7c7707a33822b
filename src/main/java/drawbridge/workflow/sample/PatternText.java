package drawbridge.workflow.sample;

import java.util.Map;

/** Reads a regular expression of ECMAScript, character by character. */
final class PatternText {

  private static final Map<Character, Character> CONTROLS =
      Map.of('t', '\t', 'n', '\n', 'r', '\r', 'f', '\f', 'v', '\u000B', '0', '\0');

  private final String pattern;
  private int at;

  PatternText(String pattern) {
    this.pattern = pattern;
  }

  /** The pattern has a part that is unknown here, or none of its texts is short. */
  static final class Unknown extends RuntimeException {
    Unknown() {
      super("unknown", null, false, false);
    }
  }

  boolean atEnd() {
    return at == pattern.length();
  }

  boolean looksAt(char c) {
    return looksAt(String.valueOf(c));
  }

  boolean looksAt(String text) {
    return pattern.startsWith(text, at);
  }

  /** Returns a later character without reading it; NUL behind the end. */
  char peek(int ahead) {
    return at + ahead < pattern.length() ? pattern.charAt(at + ahead) : 0;
  }

  /** Reads a character if it comes next. */
  boolean take(char c) {
    boolean isNext = looksAt(c);
    at += isNext ? 1 : 0;
    return isNext;
  }

  char next() {
    if (atEnd()) {
      throw new Unknown();
    }
    return pattern.charAt(at++);
  }

  /** Reads to a character and over it, and returns the text before it. */
  String until(char end) {
    int last = pattern.indexOf(end, at);
    if (last < 0) {
      throw new Unknown();
    }
    String text = pattern.substring(at, last);
    at = last + 1;
    return text;
  }

  /** Reads one character, which may be escaped. */
  int character() {
    char c = next();
    if (c != '\\') {
      return c;
    }
    char letter = next();
    return switch (letter) {
      case 'u' -> hexadecimal(4);
      case 'x' -> hexadecimal(2);
      case 'c' -> next() % 32;
      default -> CONTROLS.getOrDefault(letter, letter);
    };
  }

  private int hexadecimal(int digits) {
    if (at + digits > pattern.length()) {
      throw new Unknown();
    }
    try {
      int code = Integer.parseInt(pattern.substring(at, at + digits), 16);
      at += digits;
      return code;
    } catch (NumberFormatException e) {
      throw new Unknown();
    }
  }
}
