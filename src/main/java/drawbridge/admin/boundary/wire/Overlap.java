package drawbridge.admin.boundary.wire;

import java.time.Duration;

/** How long secrets stay valid beside a new one: the member {@code overlap} of a body. */
public final class Overlap {

  private static final Duration USUAL = Duration.ofHours(24);
  private static final Duration LONGEST = Duration.ofDays(366);

  private Overlap() {}

  /** What the body says, or 24 hours. */
  public static Duration of(AdminBody body) {
    return body.parsed("overlap", "must be an ISO 8601 duration up to P366D", Overlap::parse)
        .orElse(USUAL);
  }

  private static Duration parse(String text) {
    Duration overlap = Duration.parse(text);
    if (overlap.isNegative() || overlap.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException();
    }
    return overlap;
  }
}
