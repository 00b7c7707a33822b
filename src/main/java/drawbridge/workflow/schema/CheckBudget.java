package drawbridge.workflow.schema;

import drawbridge.platform.compute.Checkpoint;

/**
 * The work that checks may take. It counts steps and not time, so that the same data always has the
 * same result. Not thread safe.
 */
public final class CheckBudget {

  private static final long MOST = 20_000_000;

  private static final long WORK_PER_CHECK = 20_000;

  private long left = MOST;
  private long nextCheck = MOST - WORK_PER_CHECK;

  /**
   * Takes some of the work.
   *
   * @throws CheckContext.Exceeded when no more is left, also in later checks
   */
  void take(long amount) {
    charge(amount);
    if (left < 0) {
      throw new CheckContext.Exceeded("it takes more than " + MOST + " steps");
    }
    if (left < nextCheck) {
      nextCheck = left - WORK_PER_CHECK;
      Checkpoint.pass();
    }
  }

  /** Takes some of the work, and lets only the next {@link #take} fail. */
  void charge(long amount) {
    left -= amount;
  }
}
