package drawbridge.inbound.trigger.entity;

import java.util.Locale;

/** What a secret of a trigger is for. */
public enum Purpose {
  /** It is the id in the trigger's URL. */
  ADDRESS,
  /** Requests are signed with it. */
  SIGNATURE,
  /** A handshake is answered with it, or asks for it. */
  HANDSHAKE;

  /** As the operators' API writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The purpose of this label.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Purpose of(String label) {
    for (Purpose purpose : values()) {
      if (purpose.label().equals(label)) {
        return purpose;
      }
    }
    throw new IllegalArgumentException("not a purpose");
  }
}
