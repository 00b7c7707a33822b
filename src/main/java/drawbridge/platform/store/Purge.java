package drawbridge.platform.store;

import drawbridge.platform.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Removes rows of one kind at their age, in small batches. A batch is one short transaction,
 * followed by a rest of 39 times its duration, which limits the load and spares a slow store. A
 * purge that is not done after an hour rests only 4 times the duration. No thread is held during
 * rests. Every node runs it; batches skip locked rows, so that nodes share the work and never wait
 * for each other.
 */
public final class Purge {

  private static final System.Logger LOG = System.getLogger(Purge.class.getName());
  private static final int ROWS = 500;
  private static final int REST = 39;
  private static final int REST_WHEN_LATE = 4;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration SHORTEST_REST = Duration.ofMillis(50);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final String what;
  private final Age age;
  private final Clock clock;
  private final Batches batches;
  private volatile Supplier<Instant> aging;
  private String after = "";
  private long removed;
  private @Nullable Instant begun;
  private boolean ended;

  /** The rows of one kind. */
  public interface Batches {
    /**
     * Removes some rows, in one transaction.
     *
     * @param until rows that ended at this time or before are due
     * @param after the start of this batch: {@link Batch#next} of the previous one, or an empty
     *     text
     * @param most maximum number of rows to examine and remove
     */
    Batch remove(Instant until, String after, int most);
  }

  /**
   * The result of a batch.
   *
   * @param removed number of rows
   * @param next the start of the next batch; empty when all rows were examined
   */
  public record Batch(int removed, Optional<String> next) {}

  /**
   * A purge that has not started.
   *
   * @param what the rows, for the log: {@code "steps"}
   */
  public Purge(String what, Age age, Clock clock, Batches batches) {
    this.what = what;
    this.age = age;
    this.clock = clock;
    this.aging = clock::instant;
    this.batches = batches;
  }

  /**
   * Runs by the timer, from a minute after now until {@link #end}.
   *
   * @param aging the time by which rows age
   */
  public void begin(ScheduledExecutorService timer, Supplier<Instant> aging) {
    this.aging = aging;
    if (!age.equals(Age.FOREVER)) {
      schedule(timer, IDLE);
    }
  }

  /** Stops the purge; waits for the running batch. */
  public synchronized void end() {
    ended = true;
  }

  private synchronized void schedule(ScheduledExecutorService timer, Duration rest) {
    if (!ended) {
      var unused =
          timer.schedule(() -> schedule(timer, batch()), rest.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Removes one batch.
   *
   * @return the rest until the next batch; a minute when nothing is left or the store is
   *     unavailable
   */
  public synchronized Duration batch() {
    Instant now = clock.instant();
    Optional<Instant> until = age.limit(aging.get());
    if (ended || until.isEmpty()) {
      return IDLE;
    }
    begun = begun == null ? now : begun;
    try {
      Batch batch = batches.remove(until.get(), after, ROWS);
      removed += batch.removed();
      after = batch.next().orElse("");
      return batch.next().isPresent()
          ? rest(Duration.between(now, clock.instant()), Duration.between(begun, now))
          : finish(until.get());
    } catch (RuntimeException | Error e) { // an exception that escapes would cancel the timer
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot remove old {0}: {1}; will retry in a minute",
          what,
          root(e).toString());
      return IDLE;
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }

  /**
   * Returns the rest after a batch, a minute at most.
   *
   * @param batch duration of the batch
   * @param sinceStart time since the first batch of this pass
   */
  static Duration rest(Duration batch, Duration sinceStart) {
    boolean isLate = sinceStart.compareTo(LATE) > 0;
    Duration rest = batch.multipliedBy(isLate ? REST_WHEN_LATE : REST);
    if (rest.compareTo(SHORTEST_REST) < 0) {
      return SHORTEST_REST;
    }
    return rest.compareTo(IDLE) > 0 ? IDLE : rest; // also after a clock change
  }

  private Duration finish(Instant until) {
    begun = null;
    if (removed > 0) {
      LOG.log(
          System.Logger.Level.INFO, "removed {0} {1} that ended before {2}", removed, what, until);
    }
    removed = 0;
    return IDLE;
  }
}
