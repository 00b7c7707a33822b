package drawbridge.platform.compute;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** Measures CPU time of threads, without the time of other threads and of garbage collection. */
@ApplicationScoped
public class ProcessorTime {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean IS_SUPPORTED =
      THREADS.isCurrentThreadCpuTimeSupported() && THREADS.isThreadCpuTimeEnabled();

  /** Starts a stretch of the current thread. */
  public Stretch begin(Duration limit) {
    return new Stretch(limit.toNanos(), read());
  }

  /**
   * A stretch of one thread's work with a limit of CPU time. Not thread safe.
   *
   * <p>CPU time never exceeds elapsed time, and reading the clock costs far less. So CPU time is
   * not read before the elapsed time has reached the limit.
   */
  public final class Stretch {

    private final long limit;
    private final Reading start;
    private Reading last;

    private Stretch(long limit, Reading start) {
      this.limit = limit;
      this.start = start;
      this.last = start;
    }

    /** Returns whether the CPU time has reached the limit. */
    public boolean isOver() {
      return clock() - start.clock >= limit && ofThisThread() - start.computed >= limit;
    }

    /** Starts a part that is charged with up to a quarter of its length before now. */
    public Stretch part(Duration length) {
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

  /** Returns elapsed nanoseconds since an arbitrary time. */
  protected long clock() {
    return System.nanoTime();
  }

  /**
   * Returns the nanoseconds of CPU time of the current thread since an arbitrary time; elapsed
   * nanoseconds where the JVM cannot measure CPU time.
   */
  protected long ofThisThread() {
    return computed();
  }

  /** Returns what {@link #ofThisThread} measures. */
  public static long computed() {
    return IS_SUPPORTED ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
