package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How the sender of one trigger proves its deliveries: a row of the table with the trigger's own
 * settings. Immutable; knows no secret. Equal to another when both have the same settings.
 */
public final class Scheme {

  /** The variable of the shell that has the secret. */
  public static final String SECRET = "SECRET";

  private static final int LONGEST_SECRET = 1000;

  private final ObjectNode settings;
  private final ProofRule proof;

  Scheme(ObjectNode settings, ProofRule proof) {
    this.settings = settings.deepCopy();
    this.proof = proof;
  }

  /** The row's name in the table. */
  public String name() {
    return settings.path("scheme").asText();
  }

  /** The settings that {@link Schemes#read} took, as a copy; never a secret. */
  public ObjectNode toJson() {
    return settings.deepCopy();
  }

  /**
   * What is wrong with a secret that an operator gives, and what would be right; empty when nothing
   * is. Never quotes it.
   */
  public Optional<String> faultOfSecret(String secret) {
    return secret.isEmpty() || secret.length() > LONGEST_SECRET
        ? Optional.of("must have 1 to " + LONGEST_SECRET + " characters")
        : proof.faultOfSecret(secret);
  }

  /**
   * Whether one of the secrets proves the delivery. Never throws, whatever was sent. All secrets
   * are tried against all signatures; one with a fault proves nothing.
   *
   * @param secrets those that are valid now; two during a rotation
   */
  public SignatureVerdict check(Delivery delivery, List<String> secrets, Instant now) {
    return secrets.isEmpty()
        ? SignatureVerdict.Refused.NO_SECRET
        : proof.check(delivery, new ActiveSecrets(secrets, this), now);
  }

  /**
   * Adds to a command what proves its event, computed from the variable {@link #SECRET}.
   *
   * @return false where the body of such a command has no place for what is signed
   */
  public boolean prove(CurlCommand curl) {
    return proof.prove(curl);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Scheme scheme && scheme.settings.equals(settings);
  }

  @Override
  public int hashCode() {
    return settings.hashCode();
  }

  @Override
  public String toString() {
    return settings.toString();
  }
}
