package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The signature scheme of one trigger: a row of the table with the trigger's settings. Immutable;
 * contains no secret. Two schemes with the same settings are equal.
 */
public final class Scheme {

  /** The shell variable that holds the secret. */
  public static final String SECRET = "SECRET";

  private static final int LONGEST_SECRET = 1000;

  private final ObjectNode settings;
  private final ProofRule proof;

  Scheme(ObjectNode settings, ProofRule proof) {
    this.settings = settings.deepCopy();
    this.proof = proof;
  }

  /** Returns the name of the row. */
  public String name() {
    return settings.path("scheme").asText();
  }

  /** Returns a copy of the settings that {@link Schemes#read} read; never a secret. */
  public ObjectNode toJson() {
    return settings.deepCopy();
  }

  /**
   * Returns what a secret must be, when it is not; empty when it is valid. Never quotes the secret.
   */
  public Optional<String> faultOfSecret(String secret) {
    return secret.isEmpty() || secret.length() > LONGEST_SECRET
        ? Optional.of("must have 1 to " + LONGEST_SECRET + " characters")
        : proof.faultOfSecret(secret);
  }

  /**
   * Verifies a delivery. Never throws. Tries all secrets against all signatures. An invalid secret
   * matches nothing.
   *
   * @param secrets the valid secrets; two during a rotation
   */
  public SignatureVerdict check(Delivery delivery, List<String> secrets, Instant now) {
    return secrets.isEmpty()
        ? SignatureVerdict.Refused.NO_SECRET
        : proof.check(delivery, new ActiveSecrets(secrets, this), now);
  }

  /**
   * Adds the signature or credential to a command, computed from the variable {@link #SECRET}.
   *
   * @return false when the body of the command cannot hold a signed part
   */
  public boolean addProof(CurlCommand curl) {
    return proof.addProof(curl);
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
