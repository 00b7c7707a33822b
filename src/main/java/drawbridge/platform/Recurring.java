package drawbridge.platform;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Repeats work by a timer. A failed turn does not end the others, also not after an error such as a
 * lack of memory: what escapes from a turn would end its timer for good, and without a message.
 */
public final class Recurring {

  private static final System.Logger LOG = System.getLogger(Recurring.class.getName());

  private Recurring() {}

  /**
   * Runs the work after each pause, for the first time after one.
   *
   * @param what the work, for the log: {@code "sweep for due runs"}
   */
  public static void begin(
      ScheduledExecutorService timer, Duration pause, String what, Runnable turn) {
    long millis = pause.toMillis();
    var unused =
        timer.scheduleWithFixedDelay(() -> run(what, turn), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void run(String what, Runnable turn) {
    try {
      turn.run();
    } catch (RuntimeException | Error e) {
      report(what, e);
    }
  }

  private static void report(String what, Throwable failure) {
    try {
      LOG.log(System.Logger.Level.WARNING, "{0} failed: {1}; will retry", what, failure.toString());
    } catch (OutOfMemoryError e) {
      // the next turn reports it, if it fails
    }
  }
}
