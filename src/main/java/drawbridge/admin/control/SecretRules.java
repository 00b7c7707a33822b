package drawbridge.admin.control;

import java.util.Optional;
import java.util.UUID;

/** Rules for the secrets of workspaces, and random new secrets. */
public final class SecretRules {

  /** The fewest characters of a chosen secret. */
  public static final int SHORTEST = 8;

  /** Maximum length; senders' headers may be longer, but match no secret then. */
  public static final int LONGEST = 200;

  /** Printable ASCII without outer spaces, because HTTP removes those from headers. */
  public static final String SENDABLE = "[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?";

  private SecretRules() {}

  /** Returns why a text cannot be a secret, without quoting it. Empty when it can. */
  public static Optional<String> faultOf(String secret) {
    if (secret.length() < SHORTEST || secret.length() > LONGEST) {
      return Optional.of("must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return secret.matches(SENDABLE)
        ? Optional.empty()
        : Optional.of("must be printable ASCII without spaces around it: it is sent in a header");
  }

  /** Returns a random secret for a workspace (C2). */
  public static String newSecret() {
    return UUID.randomUUID().toString();
  }
}
