package drawbridge.run.worker;

import java.time.Duration;

/**
 * A thread that has computed for as long as the test says, whenever somebody looks at the clock.
 */
public final class SlowThinker extends ProcessorTime {

  private long computed;
  private long betweenLooks;

  /** From now on it computes for so long between two looks, and does nothing else. */
  void computes(Duration betweenTwoLooks) {
    betweenLooks = betweenTwoLooks.toNanos();
  }

  @Override
  long clock() {
    computed += betweenLooks;
    return computed;
  }

  @Override
  long ofThisThread() {
    return computed;
  }
}
