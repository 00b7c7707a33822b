package drawbridge.provider;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The HMACs (RFC 2104) of the tables. */
public final class Hmac {

  /** The names of the hash functions. */
  public static final List<String> HASHES = List.of("sha1", "sha256", "sha384", "sha512");

  private Hmac() {}

  /**
   * Returns a new MAC.
   *
   * @param hash one of {@link #HASHES}. SHA-1 is weak as a hash, but not as an HMAC; Trello uses
   *     it.
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
