package drawbridge.operator.control;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** Validates and generates passwords of operators. */
public final class Passwords {

  /** Minimum length of a chosen password. */
  public static final int MIN_LENGTH = 8;

  /** Maximum length of a password. */
  public static final int MAX_LENGTH = 1_000;

  private static final int RANDOM_BYTES = 18;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** Returns why a text is no valid password, without quoting it; empty when valid. */
  public static Optional<String> faultOf(String password) {
    if (password.isBlank() || password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
      return Optional.of("must have " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
    }
    return password.chars().anyMatch(Character::isISOControl)
        ? Optional.of("must not contain control characters such as line breaks")
        : Optional.empty();
  }

  /** Generates a password of 144 random bits. */
  public static String generate() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
