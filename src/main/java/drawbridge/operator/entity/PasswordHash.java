package drawbridge.operator.entity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that can be checked and never shown: {@code pbkdf2-sha512$iterations$salt$hash}.
 *
 * <p>The JDK's PBKDF2 and not the server's {@code Pbkdf2PasswordHash}: that one is a bean of a
 * running container, its default is 2,048 rounds, and what it wrote must be readable wherever the
 * WAR is deployed next. The text says how it was made, so the number of rounds may grow.
 *
 * @param text as it is stored
 */
public record PasswordHash(String text) {

  private static final String KIND = "pbkdf2-sha512";

  /** What OWASP asks of PBKDF2 with SHA-512; about 100 ms. */
  private static final int ROUNDS = 210_000;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 512;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Hashes a password under a fresh salt; takes about 100 ms. */
  public static PasswordHash of(String password) {
    byte[] salt = random(SALT_BYTES);
    return of(salt, derive(password, salt, ROUNDS));
  }

  /**
   * A hash that no password is known for, and that takes as long to check as any other; made at
   * once.
   */
  public static PasswordHash ofNobody() {
    return of(random(SALT_BYTES), random(HASH_BITS / Byte.SIZE));
  }

  private static PasswordHash of(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        String.join(
            "$",
            KIND,
            Integer.toString(ROUNDS),
            base64.encodeToString(salt),
            base64.encodeToString(hash)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Whether this is the password; takes about 100 ms, right or wrong. */
  public boolean matches(String password) {
    List<String> parts = List.of(text.split("\\$", -1));
    if (parts.size() != 4 || !parts.get(0).equals(KIND)) {
      throw new IllegalStateException("a password hash of an unknown kind");
    }
    byte[] salt = Base64.getDecoder().decode(parts.get(2));
    byte[] hash = Base64.getDecoder().decode(parts.get(3));
    return MessageDigest.isEqual(hash, derive(password, salt, Integer.parseInt(parts.get(1))));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with SHA-512", e);
    } finally {
      key.clearPassword();
    }
  }

  /** Not even the hash is for logs. */
  @Override
  public String toString() {
    return KIND;
  }
}
