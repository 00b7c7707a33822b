package drawbridge.operator.control.token;

import drawbridge.platform.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The value of an API token: {@code dbt_} and 256 random bits. A digest without a salt is enough,
 * because such a value cannot be guessed. The prefix lets scanners find values in files.
 */
public final class TokenValue {

  private static final String PREFIX = "dbt_";
  private static final int RANDOM_BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenValue() {}

  /** Generates a value. */
  public static String generate() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Returns whether a bearer token is meant as an API token, valid or not. */
  public static boolean isMeant(String bearer) {
    return bearer.startsWith(PREFIX);
  }

  /** Returns whether a text has the form of a value. */
  public static boolean isWellFormed(String text) {
    return FORM.matcher(text).matches();
  }

  /** Returns the SHA-256 of any text as 64 hexadecimal digits. */
  public static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }
}
