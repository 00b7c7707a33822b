package drawbridge.run.control.work;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** How long a thread has computed: however busy the machine is, and however often it collects. */
@ApplicationScoped
public class ProcessorTime {

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final boolean isKnown =
      threads.isCurrentThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled();

  /**
   * Nanoseconds that this thread has computed for; to be subtracted from each other. Where the
   * machine does not tell, they are those that have passed.
   */
  public long ofThisThread() {
    return isKnown ? threads.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
