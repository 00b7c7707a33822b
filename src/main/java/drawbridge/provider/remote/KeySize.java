package drawbridge.provider.remote;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/**
 * The accepted size of RSA keys: shorter ones are not secure (RFC 7518 §3.3), and longer ones take
 * too much processor time for each request.
 */
final class KeySize {

  static final String EXPECTED = "the RSA key must have 2048 to 8192 bits";

  private static final int LEAST = 2048;
  private static final int MOST = 8192;
  private static final int LONGEST_EXPONENT = 64; // that of the JDK for long keys

  private KeySize() {}

  static boolean isAccepted(RSAPublicKey key) {
    return isAccepted(key.getModulus(), key.getPublicExponent());
  }

  static boolean isAccepted(BigInteger modulus, BigInteger exponent) {
    return modulus.bitLength() >= LEAST
        && modulus.bitLength() <= MOST
        && exponent.bitLength() <= LONGEST_EXPONENT;
  }
}
