package drawbridge.workflow.schema;

/**
 * The work that checks may take. It counts steps and measures no time, so that the same data always
 * has the same result. Not thread safe.
 */
public final class CheckBudget {

  private static final long MOST = 20_000_000;

  private long left = MOST;

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
  }

  /** Takes some of the work, and lets only the next {@link #take} fail. */
  void charge(long amount) {
    left -= amount;
  }
}
