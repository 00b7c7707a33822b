package drawbridge.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMACs (RFC 2104) of the tables. */
public final class Hmac {

  private Hmac() {}

  /**
   * Returns a new MAC.
   *
   * @param hash {@code sha1}, {@code sha256}, {@code sha384} or {@code sha512}. SHA-1 is weak as a
   *     hash, but not as an HMAC; Trello uses it.
   * @param key at least one byte
   */
  public static Mac of(String hash, byte[] key) {
    String algorithm = "Hmac" + hash.toUpperCase(Locale.ROOT);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + algorithm, e);
    }
  }

  /** Returns a text that is equal for keys with equal HMACs, and does not reveal the key. */
  public static String fingerprint(String hash, byte[] key) {
    byte[] mac = of(hash, key).doFinal("drawbridge".getBytes(StandardCharsets.UTF_8));
    return hash + ":" + Encoding.HEX.encode(mac);
  }
}
