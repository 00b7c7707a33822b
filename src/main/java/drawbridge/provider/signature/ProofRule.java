package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.time.Instant;
import java.util.Optional;

/** What a row requires: a signature or a credential. */
sealed interface ProofRule permits Signature, Credential {

  /** Returns the fault of a secret besides its length; never quotes the secret. */
  Optional<String> faultOfSecret(String secret);

  /** Verifies a delivery; never throws. */
  SignatureVerdict check(Delivery delivery, ActiveSecrets secrets, Instant now);

  /** Adds the signature or credential to a command; see {@link Scheme#addProof}. */
  boolean addProof(CurlCommand curl);

  /** Reads the members of a row; empty when there is a fault. */
  static Optional<ProofRule> read(JsonMembers members) {
    return members.has("shown") ? Credential.read(members) : Signature.read(members);
  }
}
