package drawbridge.provider.handshake;

import java.util.regex.Pattern;

/**
 * The allowed characters and length of a text in an answer.
 *
 * @param characters single ASCII characters and ranges, as in a character class of a regular
 *     expression
 * @param most the most characters
 * @param pattern the compiled form
 */
record Form(String characters, int most, Pattern pattern) {

  private static final Pattern ASCII = Pattern.compile("[ -~&&[^\\[\\]\\\\^&]]+");

  /** The widest form of a row: printable ASCII without special characters of HTML. */
  static final Form ECHOED = of(" !#$%(-;=?-~", 1000);

  /**
   * The widest form of a signed challenge. It cannot start a JSON object or array, and lacks the
   * separators of signature schemes (dot, colon).
   */
  static final Form SIGNED = of("A-Za-z0-9_+/=-", 256);

  /**
   * @throws IllegalArgumentException when the characters are not single ASCII characters and ranges
   */
  static Form of(String characters, int most) {
    if (!ASCII.matcher(characters).matches()) {
      throw new IllegalArgumentException("not single characters and ranges: " + characters);
    }
    return new Form(characters, most, Pattern.compile("[" + characters + "]{1," + most + "}"));
  }

  boolean fits(String text) {
    return pattern.matcher(text).matches();
  }

  /** Whether every text that fits this form fits the other one. */
  boolean isWithin(Form other) {
    for (int c = 0; c < 128; c++) {
      String one = Character.toString((char) c);
      if (fits(one) && !other.fits(one)) {
        return false;
      }
    }
    return most <= other.most;
  }

  String inWords() {
    return "1 to " + most + " characters out of " + characters;
  }
}
