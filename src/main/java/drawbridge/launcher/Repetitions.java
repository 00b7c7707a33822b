package drawbridge.launcher;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import java.util.regex.Pattern;

/**
 * Lets each message pass a few times a minute. A client that needs no credentials can make the
 * server log a stack trace for each request of 30 bytes, which would fill the disk. Messages that
 * differ in digits only are the same. Thread safe.
 */
final class Repetitions {

  /** Messages that are told apart. */
  static final int MOST_MESSAGES = 200;

  private static final int LONGEST = 200;
  private static final Pattern DIGITS = Pattern.compile("[0-9]++");
  private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

  private final Map<String, Minute> minutes = new LinkedHashMap<>();
  private final int most;
  private final ObjLongConsumer<String> hidden;

  private static final class Minute {
    private final long begun;
    private long seen;

    Minute(long begun) {
      this.begun = begun;
    }
  }

  /**
   * @param most how often one message passes in a minute
   * @param hidden takes a message and how often it was hidden, after the minute
   */
  Repetitions(int most, ObjLongConsumer<String> hidden) {
    this.most = most;
    this.hidden = hidden;
  }

  /**
   * Returns whether a message passes, and counts it.
   *
   * @param now of {@link System#nanoTime()}
   */
  boolean pass(String text, long now) {
    String message = DIGITS.matcher(shortened(text)).replaceAll("#");
    long ended = 0;
    boolean isPassed;
    synchronized (this) {
      Minute minute = minutes.get(message);
      if (minute == null || now - minute.begun >= MINUTE) {
        ended = minute == null ? 0 : minute.seen - most;
        makeSpace(message);
        minute = new Minute(now);
        minutes.put(message, minute);
      }
      minute.seen++;
      isPassed = minute.seen <= most;
    }
    if (ended > 0) {
      hidden.accept(message, ended);
    }
    return isPassed;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Forgets the oldest message where another one needs its place. */
  private void makeSpace(String message) {
    if (minutes.remove(message) == null && minutes.size() >= MOST_MESSAGES) {
      minutes.remove(minutes.keySet().iterator().next());
    }
  }
}
