package drawbridge.provider.handshake;

import java.util.regex.Pattern;

/**
 * What a text must look like before it is answered.
 *
 * @param characters single characters and ranges of ASCII, as a class of a regular expression has
 *     them between its brackets
 * @param pattern the same with its length
 */
record Form(String characters, int most, Pattern pattern) {

  private static final Pattern ASCII = Pattern.compile("[ -~&&[^\\[\\]\\\\^&]]+");

  /** No row may let through more: printable ASCII that means nothing in HTML. */
  static final Form ECHOED = of(" !#$%(-;=?-~", 1000);

  /**
   * No row may sign more. No JSON object or array begins so, and no schemes' parts are joined by
   * these (a dot, a colon).
   */
  static final Form SIGNED = of("A-Za-z0-9_+/=-", 256);

  /**
   * @throws IllegalArgumentException when the characters are not single ones and ranges of ASCII
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

  /** Whether whatever fits this one fits the other one. */
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
