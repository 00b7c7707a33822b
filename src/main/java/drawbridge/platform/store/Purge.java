package drawbridge.platform.store;

import drawbridge.platform.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Removes one kind of rows when they are too old, a small batch at a time. A batch is one short
 * transaction; after it the store is left alone for four times as long as it took, so that a slow
 * store is asked less. No thread is held meanwhile. Every node does it; batches pass over what
 * somebody else has locked, so that nodes share the work and wait for nobody.
 */
public final class Purge {

  private static final System.Logger LOG = System.getLogger(Purge.class.getName());
  private static final int ROWS = 500;
  private static final int REST = 4;
  private static final Duration SHORTEST_REST = Duration.ofMillis(50);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final String what;
  private final Age age;
  private final Clock clock;
  private final Batches batches;
  private String after = "";
  private long removed;
  private boolean ended;

  /** The rows of one kind. */
  public interface Batches {
    /**
     * Removes some of them, in one transaction.
     *
     * @param until who was over then or before goes
     * @param after where this batch begins: {@link Batch#next} of the one before, or empty text
     * @param most rows to be removed, and to be looked at
     */
    Batch remove(Instant until, String after, int most);
  }

  /**
   * What a batch came to.
   *
   * @param removed rows
   * @param next where the next one begins; empty when all were looked at
   */
  public record Batch(int removed, Optional<String> next) {}

  /**
   * A purge that has not begun.
   *
   * @param what the rows, for the log: {@code "steps"}
   */
  public Purge(String what, Age age, Clock clock, Batches batches) {
    this.what = what;
    this.age = age;
    this.clock = clock;
    this.batches = batches;
  }

  /** Goes on by itself, from a minute after now until {@link #end}. */
  public void begin(ScheduledExecutorService timer) {
    if (!age.equals(Age.FOREVER)) {
      later(timer, IDLE);
    }
  }

  /** Nothing more is removed when this returns; waits for the batch at work. */
  public synchronized void end() {
    ended = true;
  }

  private synchronized void later(ScheduledExecutorService timer, Duration rest) {
    if (!ended) {
      var unused =
          timer.schedule(() -> later(timer, batch()), rest.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /**
   * Removes one batch.
   *
   * @return how long to leave the store alone; a minute when nothing is left to do or the store is
   *     away
   */
  public synchronized Duration batch() {
    Optional<Instant> until = age.limit(clock.instant());
    if (ended || until.isEmpty()) {
      return IDLE;
    }
    long begun = System.nanoTime();
    try {
      Batch batch = batches.remove(until.get(), after, ROWS);
      removed += batch.removed();
      after = batch.next().orElse("");
      return batch.next().isPresent() ? rest(System.nanoTime() - begun) : finish(until.get());
    } catch (RuntimeException | Error e) { // whatever it is: one that leaves here stops us for good
      LOG.log(
          System.Logger.Level.WARNING,
          "old {0} could not be removed; tried again in a minute: {1}",
          what,
          root(e).toString());
      return IDLE;
    }
  }

  private static Throwable root(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : root(cause);
  }

  private static Duration rest(long nanos) {
    Duration rest = Duration.ofNanos(nanos).multipliedBy(REST);
    return rest.compareTo(SHORTEST_REST) < 0 ? SHORTEST_REST : rest;
  }

  private Duration finish(Instant until) {
    if (removed > 0) {
      LOG.log(System.Logger.Level.INFO, "removed {0} {1}: over since {2}", removed, what, until);
    }
    removed = 0;
    return IDLE;
  }
}
