package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: the handshake of one provider.
 *
 * @param challenge null for none
 */
record HandshakeRow(
    String provider,
    DetectionRule detection,
    @Nullable Challenge challenge,
    ChallengeProof proof,
    HandshakeReply reply) {

  /** Returns the contradiction between members of this row; empty when there is none. */
  Optional<String> contradiction() {
    boolean isSigned = proof instanceof ChallengeProof.Hmac;
    if (isSigned && (challenge == null || !challenge.form().isWithin(Form.SIGNED))) {
      return Optional.of("must have a challenge of " + Form.SIGNED.inWords() + " for its hmac");
    }
    if (proof instanceof ChallengeProof.HandedOver && challenge == null) {
      return Optional.of("must have the handed-over secret as its challenge");
    }
    Set<String> unknown = new TreeSet<>(reply.names());
    unknown.remove("rate");
    unknown.removeIf(name -> isSigned && name.equals("hmac"));
    unknown.removeIf(name -> challenge != null && name.equals("challenge"));
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("has unknown placeholders in its answer: " + unknown);
  }

  /** Returns the member of a trigger's settings that may name the only allowed challenge. */
  Optional<String> setting() {
    return Optional.ofNullable(challenge).map(Challenge::setting);
  }

  /**
   * Returns the answer to a matching request. Checks the token first, so that a caller without it
   * learns nothing about the challenge.
   *
   * @param only the only allowed challenge, ignoring case; null for any
   */
  Answer answer(Delivery delivery, HandshakeContext context, @Nullable String only) {
    Optional<Answer.Refused> refusal = proof.refusal(delivery, context);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> shown = challenge == null ? Optional.of("") : challenge.in(delivery);
    if (shown.isEmpty()) {
      return Answer.Refused.MALFORMED;
    }
    if (only != null && !only.equalsIgnoreCase(shown.get())) {
      return Answer.Refused.NOT_ALLOWED;
    }
    return given(shown.get(), context);
  }

  private Answer given(String shown, HandshakeContext context) {
    Map<String, String> values =
        Map.of("challenge", shown, "hmac", proof.hmac(shown, context), "rate", context.rate());
    boolean isSecret = proof.needs() == Needs.HANDED_OVER;
    return reply.filled(values, isSecret ? Optional.of(shown) : Optional.empty());
  }
}
