package drawbridge.inbound.entity;

import java.util.Optional;

/**
 * What a sender calls one event, unique in its workspace (C6): text of 1 to 255 characters, taken
 * as it is, neither trimmed nor folded.
 *
 * <p>Characters are counted as UTF-16 units, as Java, JavaScript and H2 do: whatever passes here
 * fits a {@code VARCHAR(255)} whichever way the database counts. U+0000 is refused because
 * PostgreSQL cannot store it.
 */
public record Uid(String value) {

  /** The most UTF-16 units that a uid may have. */
  public static final int LONGEST = 255;

  /**
   * @throws IllegalArgumentException when {@link #faultOf} finds something
   */
  public Uid {
    Optional<String> fault = faultOf(value);
    if (fault.isPresent()) {
      throw new IllegalArgumentException(fault.get());
    }
  }

  /** What keeps a text from being a uid, for a person; empty when it is one. */
  public static Optional<String> faultOf(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.of("uid must have 1 to " + LONGEST + " characters, and has " + text.length());
    }
    return text.indexOf('\0') < 0
        ? Optional.empty()
        : Optional.of("uid must not contain the character U+0000");
  }

  @Override
  public String toString() {
    return value;
  }
}
