package drawbridge.run.worker;

import drawbridge.platform.compute.ProcessorTime;
import java.time.Duration;

/** CPU time that advances by a set duration with each reading of the clock. */
public final class FakeProcessorTime extends ProcessorTime {

  private long computed;
  private long perReading;

  /** Sets the CPU time between two readings of the clock. */
  void advancePerReading(Duration length) {
    perReading = length.toNanos();
  }

  @Override
  protected long clock() {
    computed += perReading;
    return computed;
  }

  @Override
  protected long ofThisThread() {
    return computed;
  }
}
