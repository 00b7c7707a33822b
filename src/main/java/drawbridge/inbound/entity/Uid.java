package drawbridge.inbound.entity;

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

  /**
   * @throws IllegalArgumentException when {@link #faultOf} returns a fault
   */
  public Uid {
    Optional<String> fault = faultOf(value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
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
