package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.Encoding;
import drawbridge.provider.Hmac;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handshake that a trigger is set up for. Immutable. */
public final class Handshake {

  private final JsonObject settings;
  private final HandshakeRow row;
  private final @Nullable Form form;

  /**
   * @param form the form of the challenge; null without one
   */
  Handshake(JsonObject settings, HandshakeRow row, @Nullable Form form) {
    this.settings = settings;
    this.row = row;
    this.form = form;
  }

  public String provider() {
    return settings.getString(Handshakes.PROVIDER);
  }

  /** Returns the settings that {@link Handshakes#read} read. */
  public JsonObject toJson() {
    return settings;
  }

  /** GET, POST, HEAD or OPTIONS. */
  public String method() {
    return row.request().method();
  }

  /** Returns what the answer requires. */
  public Needs needs() {
    return row.needs();
  }

  /** Whether the request must have a valid signature of the trigger's scheme. */
  public boolean isSigned() {
    return row.isSigned();
  }

  /**
   * Whether the answer is an HMAC over a text of the caller's choice: 1 to 256 letters, digits and
   * {@code _+/=-}. A setup must be refused when its signature scheme can sign such a text with the
   * same secret (a form, plain text or empty body): callers could forge deliveries.
   */
  public boolean answersOverHmac() {
    return needs() == Needs.SECRET;
  }

  /**
   * Returns the parts of a delivery that show a token, or hand over a secret, which runs must not
   * see.
   */
  public List<DeliveryPart> secretParts() {
    List<DeliveryPart> parts = new ArrayList<>();
    if (row.token() != null) {
      parts.add(row.token());
    }
    if (row.handsOver() != null && row.challenge() != null) {
      parts.add(row.challenge().part());
    }
    return List.copyOf(parts);
  }

  /** Whether this request is the handshake, valid or not. Never throws. */
  public boolean matches(Delivery delivery) {
    return row.request().matches(delivery);
  }

  /**
   * Returns the answer to the handshake; refuses any other request. Checks the token first, so that
   * a caller without it learns nothing about the challenge. Never throws.
   */
  public Answer answer(Delivery delivery, HandshakeContext context) {
    if (!matches(delivery)) {
      return Answer.Refused.OTHER_REQUEST;
    }
    if (row.token() != null && !context.has(row.token().in(delivery).orElse(""))) {
      return Answer.Refused.WRONG_TOKEN;
    }
    if (row.hmac() != null && context.newest().isEmpty()) {
      return Answer.Refused.NO_SECRET;
    }
    Optional<String> challenge = challenge(delivery);
    if (challenge.isEmpty()) {
      return Answer.Refused.MALFORMED;
    }
    Optional<String> only = row.setting().map(member -> settings.getString(member, null));
    if (only.isPresent() && !only.get().equalsIgnoreCase(challenge.get())) {
      return Answer.Refused.NOT_ALLOWED;
    }
    String hmac = row.hmac() == null ? "" : hmac(row.hmac(), challenge.get(), context);
    return row.answer()
        .filled(
            Map.of("challenge", challenge.get(), "hmac", hmac, "rate", context.rate()),
            challenge.filter(secret -> needs() == Needs.HANDED_OVER));
  }

  /** Returns an empty text when the handshake has no challenge, and empty for a malformed one. */
  private Optional<String> challenge(Delivery delivery) {
    return row.challenge() == null || form == null
        ? Optional.of("")
        : row.challenge().part().in(delivery).filter(form::fits);
  }

  private static String hmac(HandshakeRow.Proof proof, String challenge, HandshakeContext context) {
    byte[] key = context.newest().orElseThrow().getBytes(StandardCharsets.UTF_8);
    byte[] signed = challenge.getBytes(StandardCharsets.UTF_8);
    return Encoding.of(proof.encoding()).encode(Hmac.of(proof.algorithm(), key).doFinal(signed));
  }
}
