package drawbridge.admin.replay.entity;

import java.util.Optional;

/**
 * How to replay runs.
 *
 * @param isLatest whether to run the latest definition of their workflow and not the original one
 * @param skipSucceeded whether to skip runs with a later success
 * @param rate maximum number of new runs per second, on all nodes together
 * @param askedBy name of the operator; empty when it is not known
 */
public record ReplayRequest(
    boolean isLatest, boolean skipSucceeded, int rate, Optional<String> askedBy) {

  /** Default rate. */
  public static final int USUAL_RATE = 50;

  /** Maximum rate. */
  public static final int HIGHEST_RATE = 1_000;

  public ReplayRequest {
    if (rate < 1 || rate > HIGHEST_RATE) {
      throw new IllegalArgumentException("a rate is from 1 to " + HIGHEST_RATE + ": " + rate);
    }
  }
}
