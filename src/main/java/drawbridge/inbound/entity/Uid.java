package drawbridge.inbound.entity;

import drawbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A sender's identifier of one event, unique in its workspace (C6): 1 to 255 characters, neither
 * trimmed nor case-folded.
 *
 * <p>Characters are UTF-16 units, as in Java, JavaScript and H2. 255 units fit a {@code
 * VARCHAR(255)} of every database. PostgreSQL cannot store U+0000, so it is refused.
 */
public record Uid(String value) {

  /** The most UTF-16 units of a uid. */
  public static final int LONGEST = 255;

  private static final String DIGEST = "sha256:";

  /**
   * @throws IllegalArgumentException when {@link #faultOf} returns a fault
   */
  public Uid {
    Optional<String> fault = faultOf(value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /**
   * Returns the uid for any text that is not empty: the text itself, or {@code sha256:} and its
   * digest in hexadecimal digits for one that is too long or cannot be stored (T3). Triggers,
   * searches, verification and release map texts in this way.
   *
   * @throws IllegalArgumentException for an empty text
   */
  public static Uid of(String text) {
    boolean isStorable = text.length() <= LONGEST && text.indexOf('\0') < 0;
    return new Uid(isStorable ? text : DIGEST + Sha256.hex(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns why a text is not a uid; empty when it is one. */
  public static Optional<String> faultOf(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.of("uid must have 1 to " + LONGEST + " characters, and has " + text.length());
    }
    return text.indexOf('\0') < 0
        ? Optional.empty()
        : Optional.of("uid must not contain the character U+0000");
  }
}
