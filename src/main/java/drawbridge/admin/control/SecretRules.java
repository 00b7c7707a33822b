package drawbridge.admin.control;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What may be a secret, and new ones that nobody can guess. */
public final class SecretRules {

  /** The fewest characters of a secret that somebody chose. */
  public static final int SHORTEST = 8;

  /** The most: the sender's header is not read further. */
  public static final int LONGEST = 200;

  /** A header carries these and strips spaces around them. */
  private static final Pattern SENDABLE =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  private SecretRules() {}

  /** What keeps a text from being a webhook's secret, never quoting it; empty when it is one. */
  public static Optional<String> faultOf(String secret) {
    if (secret.length() < SHORTEST || secret.length() > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return SENDABLE.matcher(secret).matches()
        ? Optional.empty()
        : Optional.of("must be printable ASCII without spaces around it: it is sent in a header");
  }

  /** A workspace's secret that nobody chose (C2). */
  public static String newSecret() {
    return UUID.randomUUID().toString();
  }
}
