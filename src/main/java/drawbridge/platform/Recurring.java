package drawbridge.platform;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Repeats work by a timer. A failed turn does not end the others, also not after an error such as a
 * lack of memory: what escapes from a turn would end its timer for good, and without a message. Of
 * turns that fail one after another, the log has the first and then one in a minute.
 */
public final class Recurring {

  private static final System.Logger LOG = System.getLogger(Recurring.class.getName());
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final String what;
  private final Runnable turn;
  private final long failuresInSilence;
  private long failures;

  Recurring(String what, Runnable turn, Duration pause) {
    this.what = what;
    this.turn = turn;
    this.failuresInSilence = Math.max(1, SILENCE.toMillis() / pause.toMillis());
  }

  /**
   * Runs the work after each pause, for the first time after one.
   *
   * @param pause at least a millisecond
   * @param what the work, for the log: {@code "sweep for due runs"}
   */
  public static void begin(
      ScheduledExecutorService timer, Duration pause, String what, Runnable turn) {
    long millis = pause.toMillis();
    var unused =
        timer.scheduleWithFixedDelay(
            new Recurring(what, turn, pause)::run, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Runs a turn. Throws nothing. */
  void run() {
    try {
      turn.run();
      failures = 0;
    } catch (RuntimeException | Error e) {
      if (failures++ % failuresInSilence == 0) {
        report(e);
      }
    }
  }

  private void report(Throwable failure) {
    try {
      LOG.log(System.Logger.Level.WARNING, "{0} failed: {1}; will retry", what, failure.toString());
    } catch (OutOfMemoryError e) {
      // a later turn reports it, if it fails
    }
  }
}
