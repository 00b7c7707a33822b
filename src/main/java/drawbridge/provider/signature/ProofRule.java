package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.time.Instant;
import java.util.Optional;

/** What a row asks for: a signature, or a credential. */
sealed interface ProofRule permits Signature, Credential {

  /** What is wrong with a secret, besides its length; never quotes it. */
  Optional<String> faultOfSecret(String secret);

  /** Whether one of the secrets proves the delivery; never throws. */
  SignatureVerdict check(Delivery delivery, ActiveSecrets secrets, Instant now);

  /**
   * Adds to a command what proves its event; the secret is the variable {@link Scheme#SECRET}.
   *
   * @return false where that cannot be said in a shell
   */
  boolean prove(CurlCommand curl);

  /** Reads the members of a row; empty when there were faults. */
  static Optional<ProofRule> read(JsonMembers members) {
    return members.has("shown") ? Credential.read(members) : Signature.read(members);
  }
}
