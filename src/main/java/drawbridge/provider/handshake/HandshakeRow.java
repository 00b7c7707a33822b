package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One provider's handshake, as the table has it.
 *
 * @param challenge null where nothing is to be said again
 */
record HandshakeRow(
    String provider,
    DetectionRule detection,
    @Nullable Challenge challenge,
    ChallengeProof proof,
    Reply reply) {

  /** What the members of a row cannot say together, for a person; empty when all is well. */
  Optional<String> contradiction() {
    boolean isSigned = proof instanceof ChallengeProof.Hmac;
    if (isSigned && (challenge == null || !challenge.form().isWithin(Form.SIGNED))) {
      return Optional.of("must have a challenge of " + Form.SIGNED.inWords() + " for its hmac");
    }
    if (proof instanceof ChallengeProof.HandedOver && challenge == null) {
      return Optional.of("must have the secret that is handed over as its challenge");
    }
    Set<String> unknown = new TreeSet<>(reply.names());
    unknown.remove("rate");
    unknown.removeIf(name -> isSigned && name.equals("hmac"));
    unknown.removeIf(name -> challenge != null && name.equals("challenge"));
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of("has no value for " + unknown + ", which its answer names");
  }

  /** The member of a trigger's settings that may name the only challenge to be answered. */
  Optional<String> setting() {
    return Optional.ofNullable(challenge).map(Challenge::setting);
  }

  /**
   * What to say to a request that is this handshake. Whoever cannot show a token is not told
   * whether the rest was right.
   *
   * @param only the only challenge to be answered, whatever its case; null for any
   */
  Answer answer(Delivery delivery, HandshakeContext context, @Nullable String only) {
    Optional<Answer.Refused> refusal = proof.refusal(delivery, context);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Optional<String> shown = challenge == null ? Optional.of("") : challenge.in(delivery);
    if (shown.isEmpty()) {
      return Answer.Refused.MISFORMED;
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
