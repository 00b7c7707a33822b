package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The allowed characters and length of a text in an answer.
 *
 * @param characters single ASCII characters and ranges, as in a character class of a regular
 *     expression
 * @param most the most characters
 */
public record Form(@NotNull String characters, @NotNull @Min(1) Integer most)
    implements SelfChecked {

  private static final Pattern ASCII = Pattern.compile("[ -~&&[^\\[\\]\\\\^&]]+");

  /** The widest form of a row: printable ASCII without special characters of HTML. */
  static final Form ECHOED = new Form(" !#$%(-;=?-~", 1000);

  /**
   * The widest form of a signed challenge. It cannot start a JSON object or array, and lacks the
   * separators of signature schemes (dot, colon).
   */
  static final Form SIGNED = new Form("A-Za-z0-9_+/=-", 256);

  @Override
  public void check(List<Fault> faults) {
    if (characters == null || most == null || most < 1) {
      return;
    }
    try {
      if (!ASCII.matcher(characters).matches()) {
        faults.add(Fault.at("/characters", "must be single ASCII characters and ranges"));
      } else if (!isWithin(ECHOED)) {
        faults.add(Fault.at("", "must not allow more than " + ECHOED.inWords()));
      }
    } catch (PatternSyntaxException e) {
      faults.add(Fault.at("/characters", "must have ranges of ascending characters"));
    }
  }

  boolean fits(String text) {
    return Pattern.matches("[" + characters + "]{1," + most + "}", text);
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
