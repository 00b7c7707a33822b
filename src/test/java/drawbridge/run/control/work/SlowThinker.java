package drawbridge.run.control.work;

import java.time.Duration;

/** A thread that has computed for as long as the test says, whenever somebody asks. */
public final class SlowThinker extends ProcessorTime {

  private long computed;
  private long betweenLooks;

  /** From now on it computes for so long between two looks at it. */
  void computes(Duration betweenTwoLooks) {
    betweenLooks = betweenTwoLooks.toNanos();
  }

  @Override
  public long ofThisThread() {
    computed += betweenLooks;
    return computed;
  }
}
