package drawbridge.admin.boundary.wire;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long old secrets stay valid beside a new one: the member {@code overlap} of a body. */
public final class Overlap {

  /** The longest, in ISO 8601. */
  public static final String LONGEST = "P366D";

  private Overlap() {}

  /** Returns the overlap of a checked member, 24 hours by default. */
  public static Duration of(@Nullable String overlap) {
    return overlap == null ? Duration.ofHours(24) : Duration.parse(overlap);
  }
}
