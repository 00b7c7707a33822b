package drawbridge.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;

/**
 * Lets each message pass a few times a minute. A client that needs no credentials can make the
 * server log a stack trace for each request of 30 bytes, which would fill the disk. Thread safe.
 */
final class Repetitions {

  /** How often one message passes in a minute. */
  static final int MOST = 5;

  /** Messages that are told apart. */
  static final int MOST_MESSAGES = 200;

  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Minute> minutes = new LinkedHashMap<>();
  private final ObjLongConsumer<String> hidden;

  private static final class Minute {
    private final long begun;
    private long seen;

    Minute(long begun) {
      this.begun = begun;
    }
  }

  /**
   * @param hidden takes a message and how often it was hidden, after the minute
   */
  Repetitions(ObjLongConsumer<String> hidden) {
    this.hidden = hidden;
  }

  /**
   * Returns whether a message passes, and counts it.
   *
   * @param now of {@link System#nanoTime()}
   */
  boolean pass(String message, long now) {
    long ended = 0;
    boolean isPassed;
    synchronized (this) {
      Minute minute = minutes.get(message);
      if (minute == null || now - minute.begun >= MINUTE) {
        ended = minute == null ? 0 : minute.seen - MOST;
        makeSpace(message);
        minute = new Minute(now);
        minutes.put(message, minute);
      }
      minute.seen++;
      isPassed = minute.seen <= MOST;
    }
    if (ended > 0) {
      hidden.accept(message, ended);
    }
    return isPassed;
  }

  /** Forgets the oldest message where another one needs its place. */
  private void makeSpace(String message) {
    if (minutes.remove(message) == null && minutes.size() >= MOST_MESSAGES) {
      minutes.remove(minutes.keySet().iterator().next());
    }
  }
}
