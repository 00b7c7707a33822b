package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Json;
import drawbridge.provider.Delivery;
import org.jspecify.annotations.Nullable;

/** The one handshake that a trigger is set up for. Immutable; any thread may use it. */
public final class Handshake {

  private final HandshakeRow row;
  private final @Nullable String only;

  /**
   * @param only the one challenge that is answered; null for any
   */
  Handshake(HandshakeRow row, @Nullable String only) {
    this.row = row;
    this.only = only;
  }

  public String provider() {
    return row.provider();
  }

  /** The settings from which it was read. */
  public ObjectNode toJson() {
    ObjectNode settings = Json.object().put("provider", row.provider());
    row.setting().filter(name -> only != null).ifPresent(name -> settings.put(name, only));
    return settings;
  }

  /** GET, POST, HEAD or OPTIONS. */
  public String method() {
    return row.detection().method();
  }

  /** What the caller has to know, and what it has to keep. */
  public Needs needs() {
    return row.proof().needs();
  }

  /** Whether the signature of the trigger's scheme must be right before it is answered. */
  public boolean isSigned() {
    return row.detection().signed();
  }

  /**
   * Whether the answer is an HMAC over a text that the caller of the address chose: letters, digits
   * and {@code _+/=-}, 1 to 256 of them. Where such a text can be what a signature scheme signs
   * under the same secret (a form or plain text as body, or an empty body), the handshake would
   * sign deliveries for whoever asks, and the set-up must be refused.
   */
  public boolean answersOverHmac() {
    return needs() == Needs.SECRET;
  }

  /** Whether this request is the handshake, be it a right one or not. Never throws. */
  public boolean isIn(Delivery delivery) {
    return row.detection().isIn(delivery);
  }

  /** What to say to it; a request that is not the handshake is refused. Never throws. */
  public Answer answer(Delivery delivery, HandshakeContext context) {
    return isIn(delivery) ? row.answer(delivery, context, only) : Answer.Refused.NOT_IT;
  }
}
