package drawbridge.provider;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The names of rows that workspaces define. Triggers name them with a prefix, so that no such row
 * can replace a built-in one, of this or a later version.
 */
public final class OwnName {

  /** The start of a name in the setup of a trigger. */
  public static final String PREFIX = "own:";

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?");

  private OwnName() {}

  /** Returns what a name without its prefix must be, when it is not; empty when it is valid. */
  public static Optional<String> faultOf(String name) {
    return NAME.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "the name of a row must have 1 to 50 lower-case letters, digits and hyphens, and"
                + " neither start nor end with a hyphen");
  }

  /** Returns the name of a row without the prefix; empty for a built-in row. */
  public static Optional<String> of(String reference) {
    return reference.startsWith(PREFIX)
        ? Optional.of(reference.substring(PREFIX.length()))
        : Optional.empty();
  }
}
