package drawbridge.admin.replay.entity;

import java.util.Optional;

/**
 * How runs shall be repeated.
 *
 * @param isLatest by the latest definition of their workflow, and not by their own
 * @param skipSucceeded not those for which somebody has succeeded since
 * @param rate runs that are opened in a second, on all nodes together
 * @param askedBy name of the operator; empty where it is not known
 */
public record ReplayRequest(
    boolean isLatest, boolean skipSucceeded, int rate, Optional<String> askedBy) {

  /** The rate of who says nothing. */
  public static final int USUAL_RATE = 50;

  /** The highest rate. */
  public static final int HIGHEST_RATE = 1_000;

  public ReplayRequest {
    if (rate < 1 || rate > HIGHEST_RATE) {
      throw new IllegalArgumentException("a rate is from 1 to " + HIGHEST_RATE + ": " + rate);
    }
  }
}
