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
 * A salted password hash: {@code pbkdf2-sha512$iterations$salt$hash}.
 *
 * <p>Uses PBKDF2 of the JDK. {@code Pbkdf2PasswordHash} of Jakarta Security needs a running
 * container, defaults to 2,048 iterations, and its format differs between servers. The text
 * contains its parameters, so that a later version can raise the number of iterations.
 *
 * @param text the stored form
 */
public record PasswordHash(String text) {

  private static final String FORMAT = "pbkdf2-sha512";

  /** The recommendation of OWASP for PBKDF2 with SHA-512; about 100 ms. */
  private static final int ITERATIONS = 210_000;

  private static final int SALT_BYTES = 16;
  private static final int HASH_BITS = 512;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Hashes a password with a new salt; takes about 100 ms. */
  public static PasswordHash of(String password) {
    byte[] salt = random(SALT_BYTES);
    return of(salt, derive(password, salt, ITERATIONS));
  }

  /** Returns a random hash that no known password matches. Its check takes as long as any other. */
  public static PasswordHash unmatchable() {
    return of(random(SALT_BYTES), random(HASH_BITS / Byte.SIZE));
  }

  private static PasswordHash of(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return new PasswordHash(
        String.join(
            "$",
            FORMAT,
            Integer.toString(ITERATIONS),
            base64.encodeToString(salt),
            base64.encodeToString(hash)));
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Returns whether the password matches; takes about 100 ms in both cases. */
  public boolean matches(String password) {
    List<String> parts = List.of(text.split("\\$", -1));
    if (parts.size() != 4 || !parts.get(0).equals(FORMAT)) {
      throw new IllegalStateException("unknown format of a password hash");
    }
    byte[] salt = Base64.getDecoder().decode(parts.get(2));
    byte[] hash = Base64.getDecoder().decode(parts.get(3));
    return MessageDigest.isEqual(hash, derive(password, salt, Integer.parseInt(parts.get(1))));
  }

  private static byte[] derive(String password, byte[] salt, int iterations) {
    PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(key).getEncoded();
    } catch (NoSuchAlgorithmException | InvalidKeySpecException e) {
      throw new IllegalStateException("every JDK has PBKDF2 with SHA-512", e);
    } finally {
      key.clearPassword();
    }
  }

  /** Omits the hash, which must not reach logs. */
  @Override
  public String toString() {
    return FORMAT;
  }
}
