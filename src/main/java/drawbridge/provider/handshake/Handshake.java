package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.provider.Delivery;
import org.jspecify.annotations.Nullable;

/** The handshake that a trigger is set up for. Immutable. */
public final class Handshake {

  private final HandshakeRow row;
  private final @Nullable String only;

  /**
   * @param only the only challenge to answer; null for any
   */
  Handshake(HandshakeRow row, @Nullable String only) {
    this.row = row;
    this.only = only;
  }

  public String provider() {
    return row.provider();
  }

  /** Returns the settings that {@link Handshakes#read} read. */
  public ObjectNode toJson() {
    ObjectNode settings = Json.object().put("provider", row.provider());
    row.setting().filter(name -> only != null).ifPresent(name -> settings.put(name, only));
    return settings;
  }

  /** GET, POST, HEAD or OPTIONS. */
  public String method() {
    return row.detection().method();
  }

  /** Returns what the answer requires. */
  public Needs needs() {
    return row.proof().needs();
  }

  /** Whether the request must have a valid signature of the trigger's scheme. */
  public boolean isSigned() {
    return row.detection().signed();
  }

  /**
   * Whether the answer is an HMAC over a text of the caller's choice: 1 to 256 letters, digits and
   * {@code _+/=-}. A setup must be refused when its signature scheme can sign such a text with the
   * same secret (a form, plain text or empty body): callers could forge deliveries.
   */
  public boolean answersOverHmac() {
    return needs() == Needs.SECRET;
  }

  /** Whether this request is the handshake, valid or not. Never throws. */
  public boolean matches(Delivery delivery) {
    return row.detection().matches(delivery);
  }

  /** Returns the answer to the handshake; refuses any other request. Never throws. */
  public Answer answer(Delivery delivery, HandshakeContext context) {
    return matches(delivery) ? row.answer(delivery, context, only) : Answer.Refused.OTHER_REQUEST;
  }
}
