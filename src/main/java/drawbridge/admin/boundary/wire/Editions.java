package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunCommands.Edition;
import org.jspecify.annotations.Nullable;

/** Which definition a replay runs: the member {@code definition} of a body. */
public final class Editions {

  public static final String ORIGINAL = "original";
  public static final String LATEST = "latest";

  private Editions() {}

  /** Returns the edition of a checked member, the original one by default. */
  public static Edition of(@Nullable String definition) {
    return LATEST.equals(definition) ? Edition.LATEST : Edition.ORIGINAL;
  }
}
