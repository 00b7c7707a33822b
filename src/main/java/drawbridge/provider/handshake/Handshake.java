package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The handshake that a trigger is set up for. Immutable. */
public final class Handshake {

  /** The answer to a notice. */
  private static final Answer ENDED =
      new Answer.Given(200, Map.of(), Optional.empty(), "", new Effect.Ended());

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

  /** Whether every request with {@link #method} is a handshake, so that no event can have it. */
  public boolean takesEveryRequest() {
    return row.takesEveryRequest();
  }

  /** Returns what the answer requires. */
  public Needs needs() {
    return row.needs();
  }

  /** Whether the request must have a valid signature of the trigger's scheme. */
  public boolean isSigned() {
    return row.isSigned();
  }

  /** Whether refusals of the handshake, including those of its signature, have an empty body. */
  public boolean refusesWithoutBody() {
    return row.refusesWithoutBody();
  }

  /**
   * Returns the algorithm of an answer that is an HMAC over a text of the caller's choice: 1 to 256
   * letters, digits and {@code _+/=-}. Callers must accept only events whose signed text cannot be
   * such a text, for every trigger with the same secret: else answers could forge deliveries.
   */
  public Optional<String> answeredHmac() {
    return Optional.ofNullable(row.hmac()).map(AnsweredHmac::algorithm);
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

  /**
   * Returns what this handshake requires of a request and a changed one does not, each completing
   * "requires …". A setting that is not read is a fault of the setup.
   */
  public List<String> missingIn(Handshake changed) {
    List<String> missing = new ArrayList<>();
    if (isSigned() && !changed.isSigned()) {
      missing.add("a signature");
    }
    boolean answersBoth = answeredHmac().isPresent() && changed.answeredHmac().isPresent();
    Form other = changed.form;
    if (answersBoth && form != null && other != null && !other.isWithin(form)) {
      missing.add("a challenge of " + form.inWords());
    }
    return missing;
  }

  /** Whether this request is the handshake, valid or not. Never throws. */
  public boolean matches(Delivery delivery) {
    return row.matches(delivery);
  }

  /**
   * Returns the answer to the handshake; refuses any other request. Checks the token first, so that
   * a caller without it learns nothing about the challenge. Never throws.
   */
  public Answer answer(Delivery delivery, HandshakeContext context) {
    Optional<List<RequestCondition>> conditions = row.conditions(delivery);
    if (conditions.isEmpty()) {
      return Answer.Refused.OTHER_REQUEST;
    }
    if (row.token() != null && !context.has(row.token().in(delivery).orElse(""))) {
      return row.refused(Answer.Refused.WRONG_TOKEN);
    }
    if (row.expects() != null && !isExpected(row.expects(), delivery)) {
      return row.refused(Answer.Refused.NOT_ALLOWED);
    }
    if (conditions.get().stream().anyMatch(condition -> condition.isRepeatedIn(delivery))) {
      return row.refused(Answer.Refused.MALFORMED);
    }
    return row.isNotice(delivery) ? ENDED : answerHandshake(delivery, context);
  }

  private boolean isExpected(HandshakeRow.Expected expected, Delivery delivery) {
    String setting = settings.getString(expected.setting(), null);
    return setting != null && expected.part().in(delivery).filter(setting::equals).isPresent();
  }

  private Answer answerHandshake(Delivery delivery, HandshakeContext context) {
    if (row.hmac() != null && context.newest().isEmpty()) {
      return row.refused(Answer.Refused.NO_SECRET);
    }
    Optional<String> challenge = challenge(delivery);
    Optional<Effect> effect = challenge.flatMap(text -> effect(text, delivery));
    if (challenge.isEmpty() || effect.isEmpty()) {
      return row.refused(Answer.Refused.MALFORMED);
    }
    if (!isAllowed(challenge.get())) {
      return row.refused(Answer.Refused.NOT_ALLOWED);
    }
    String hmac =
        row.hmac() == null ? "" : row.hmac().of(challenge.get(), context.newest().orElseThrow());
    return row.answer()
        .filled(
            Map.of("challenge", challenge.get(), "hmac", hmac, "rate", context.rate()),
            effect.get());
  }

  /** Returns an empty text when the handshake has no challenge, and empty for a malformed one. */
  private Optional<String> challenge(Delivery delivery) {
    return row.challenge() == null || form == null
        ? Optional.of("")
        : row.challenge().part().in(delivery).filter(form::fits);
  }

  private boolean isAllowed(String challenge) {
    Optional<String> only =
        row.expects() != null
            ? Optional.empty()
            : row.setting().map(member -> settings.getString(member, null));
    return only.isEmpty() || only.get().equalsIgnoreCase(challenge);
  }

  /** Returns empty when the request lacks the URL to visit. */
  private Optional<Effect> effect(String challenge, Delivery delivery) {
    if (needs() == Needs.HANDED_OVER) {
      return Optional.of(new Effect.HandedOver(challenge, row.shown() != null));
    }
    if (row.visit() != null) {
      Optional<URI> url = row.visit().in(delivery);
      return url.map(Effect.Confirmation::new);
    }
    return Optional.of(
        row.lease() == null ? new Effect.None() : new Effect.Lease(row.lease().in(delivery)));
  }
}
