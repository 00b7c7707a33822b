package drawbridge.run.worker;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How long a thread has computed: however busy the machine is, and however often it collects. */
@ApplicationScoped
public class ProcessorTime {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean isKnown =
      threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();

  /** This thread's, from now on. */
  Stretch begin(Duration limit) {
    return new Stretch(limit.toNanos(), read());
  }

  /**
   * A stretch of one thread's work, which may compute for so long. Not thread safe.
   *
   * <p>Nobody computes for longer than the clock goes on meanwhile, and asking the clock costs far
   * less: as long as that has not come to the limit, the processor's time is not asked for.
   */
  final class Stretch {

    private final long limit;
    private final Reading begun;
    private Reading last;

    private Stretch(long limit, Reading begun) {
      this.limit = limit;
      this.begun = begun;
      this.last = begun;
    }

    boolean isOver() {
      return clock() - begun.clock >= limit && ofThisThread() - begun.computed >= limit;
    }

    /** A part of it that begins now, or is taken to have begun up to a quarter of it earlier. */
    Stretch part(Duration length) {
      long most = length.toNanos();
      if (clock() - last.clock > most / 4) {
        last = read();
      }
      return new Stretch(most, last);
    }
  }

  private record Reading(long clock, long computed) {}

  private Reading read() {
    return new Reading(clock(), ofThisThread());
  }

  /** Nanoseconds that have passed, from whatever time on. */
  long clock() {
    return System.nanoTime();
  }

  /**
   * Nanoseconds that this thread has computed for, from whatever time on. Where the machine does
   * not tell, they are those that have passed.
   */
  long ofThisThread() {
    return isKnown ? threads.getCurrentThreadCpuTime() : clock();
  }
}
