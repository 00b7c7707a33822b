package drawbridge.provider.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/** Verifies signatures with public keys. */
final class Verifying {

  private Verifying() {}

  /**
   * Whether a signature belongs to any form of a text. False for a malformed signature, and for a
   * key of another algorithm.
   *
   * @param algorithm of the JDK, such as {@code SHA256withRSA}
   */
  static boolean isSigned(
      String algorithm, PublicKey key, SignedContent.Text text, byte[] signature) {
    for (int form = 0; form < text.forms(); form++) {
      if (isSigned(algorithm, key, text, form, signature)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSigned(
      String algorithm, PublicKey key, SignedContent.Text text, int form, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(key);
      text.write(form, bytes -> update(verifier, bytes));
      return verifier.verify(signature);
    } catch (SignatureException | InvalidKeyException e) {
      return false; // its text may show parts of the delivery
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + algorithm, e);
    }
  }

  private static void update(Signature verifier, byte[] bytes) {
    try {
      verifier.update(bytes);
    } catch (SignatureException e) {
      throw new IllegalStateException("unreachable: the verifier is initialized", e);
    }
  }
}
