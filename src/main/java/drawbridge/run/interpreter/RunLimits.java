package drawbridge.run.interpreter;

import java.time.Duration;

/**
 * Limits of one run (X7). Passing one is final: no {@code catch} sees it.
 *
 * @param steps tasks that a run may visit, repeats included
 * @param nesting flows inside flows
 * @param runTime from the first start, waits included
 * @param output bytes of one step's output, as JSON; non-ASCII text counts by characters
 * @param childDepth runs below a run
 */
public record RunLimits(int steps, int nesting, Duration runTime, int output, int childDepth) {

  public static final RunLimits DEFAULT =
      new RunLimits(10_000, 100, Duration.ofHours(24), 1 << 20, 20);

  public RunLimits {
    if (steps < 1 || nesting < 1 || output < 1 || childDepth < 0 || !positive(runTime)) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  private static boolean positive(Duration length) {
    return !length.isNegative() && !length.isZero();
  }
}
