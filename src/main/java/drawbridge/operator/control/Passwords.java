package drawbridge.operator.control;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** What may be an operator's password, and new ones that nobody can guess. */
public final class Passwords {

  /** The fewest characters of a password that somebody chose. */
  public static final int SHORTEST = 8;

  private static final int LONGEST = 1_000;
  private static final int RANDOM_BYTES = 18;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  /** What keeps a text from being a password, never quoting it; empty when it is one. */
  public static Optional<String> faultOf(String password) {
    if (password.isBlank() || password.length() < SHORTEST || password.length() > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return password.chars().anyMatch(Character::isISOControl)
        ? Optional.of("must not have control characters, such as a line's end")
        : Optional.empty();
  }

  /** A password of 144 random bits. */
  public static String made() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
