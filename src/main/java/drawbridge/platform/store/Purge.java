package drawbridge.platform.store;

import drawbridge.platform.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Removes one kind of rows when they are too old, a small batch at a time. A batch is one short
 * transaction; after it the store is left alone for 39 times as long as it took, so that little is
 * taken from those who send, and a slow store is asked less. Who is not done after an hour does not
 * keep up with what comes, and rests four times as long as it works. No thread is held meanwhile.
 * Every node does it; batches pass over what somebody else has locked, so that nodes share the work
 * and wait for nobody.
 */
public final class Purge {

  private static final System.Logger LOG = System.getLogger(Purge.class.getName());
  private static final int ROWS = 500;
  private static final int REST = 39;
  private static final int REST_OF_WHO_IS_LATE = 4;
  private static final Duration LATE = Duration.ofHours(1);
  private static final Duration SHORTEST_REST = Duration.ofMillis(50);
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final String what;
  private final Age age;
  private final Clock clock;
  private final Batches batches;
  private String after = "";
  private long removed;
  private @Nullable Instant begun;
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
    Instant now = clock.instant();
    Optional<Instant> until = age.limit(now);
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

  /**
   * How long to leave the store alone: a minute at most.
   *
   * @param batch how long the batch took
   * @param sinceLooked how long ago the first batch of those that followed each other began
   */
  static Duration rest(Duration batch, Duration sinceLooked) {
    boolean isLate = sinceLooked.compareTo(LATE) > 0;
    Duration rest = batch.multipliedBy(isLate ? REST_OF_WHO_IS_LATE : REST);
    if (rest.compareTo(SHORTEST_REST) < 0) {
      return SHORTEST_REST;
    }
    return rest.compareTo(IDLE) > 0 ? IDLE : rest; // or the clock was set meanwhile
  }

  private Duration finish(Instant until) {
    begun = null;
    if (removed > 0) {
      LOG.log(System.Logger.Level.INFO, "removed {0} {1}: over since {2}", removed, what, until);
    }
    removed = 0;
    return IDLE;
  }
}
