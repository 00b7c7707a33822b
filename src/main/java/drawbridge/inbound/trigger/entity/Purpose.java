package drawbridge.inbound.trigger.entity;

import java.util.Locale;
import java.util.stream.Stream;

/** The purpose of a secret of a trigger. */
public enum Purpose {
  /** The id in the trigger's URL. */
  ADDRESS,
  /** Verifies signatures of requests. */
  SIGNATURE,
  /** Answers a handshake, or must be shown by it. */
  HANDSHAKE;

  /** Returns the name in the API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the purpose with this label.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Purpose of(String label) {
    return Stream.of(values())
        .filter(purpose -> purpose.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("not a purpose"));
  }
}
