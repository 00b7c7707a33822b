package drawbridge.platform.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cached result of a query, at most two seconds old, or as old as the query takes when it is
 * slower.
 *
 * <p>One query serves all requests of one to two seconds, so the store gets at most one query a
 * second. After one second a single request renews the snapshot while the others use the old one.
 * After two seconds all requests wait for the query that is running, within their patience; when
 * that query is late already, they fail at once.
 */
public final class CachedSnapshot<T> {

  private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
  private static final Duration TRUSTED = Duration.ofSeconds(2);
  private static final Duration LATE_AFTER = Duration.ofSeconds(1);

  private final Supplier<T> reading;
  private final Executor threads;
  private final Supplier<Instant> now;
  private final AtomicReference<@Nullable Query<T>> newest = new AtomicReference<>();
  private final AtomicReference<@Nullable Query<T>> forgotten = new AtomicReference<>();
  private final AtomicBoolean isRenewing = new AtomicBoolean();

  /**
   * @param reading queries the store; throws what the store throws
   * @param threads run the queries, so that a store that hangs does not hold the caller's thread
   */
  public CachedSnapshot(Supplier<T> reading, Executor threads, Supplier<Instant> now) {
    this.reading = reading;
    this.threads = threads;
    this.now = now;
  }

  /** Returns the snapshot. Throws what the query throws; waits as long as the patience lasts. */
  public T read(Patience patience) {
    Instant asked = now.get();
    while (true) {
      Query<T> known = newest.get();
      if (known != null && (known.isYoungerThan(TRUSTED, asked) || !known.answer.isDone())) {
        boolean isDue = !known.isYoungerThan(RENEWED_AFTER, asked) && known.answer.isDone();
        return isDue && isRenewing.compareAndSet(false, true)
            ? renew(known, asked, patience)
            : known.read(asked, patience);
      }
      Query<T> query = new Query<>(asked);
      if (newest.compareAndSet(known, query)) {
        begin(query, () -> {});
        return query.read(asked, patience);
      }
    }
  }

  /** Returns the last result, however old or invalid; never queries the store. */
  public Optional<T> known() {
    return result(newest.get()).or(() -> result(forgotten.get()));
  }

  private static <T> Optional<T> result(@Nullable Query<T> query) {
    return query != null && query.answer.isDone() && !query.answer.isCompletedExceptionally()
        ? Optional.of(query.answer.join())
        : Optional.empty();
  }

  /** Invalidates the snapshot after a change: later callers wait for a new query. */
  public void forget() {
    Query<T> invalid = newest.getAndSet(null);
    if (result(invalid).isPresent()) {
      forgotten.set(invalid);
    }
  }

  /** The other callers use the old snapshot meanwhile; this one does when the query fails. */
  private T renew(Query<T> known, Instant asked, Patience patience) {
    Query<T> query = new Query<>(asked);
    begin(query, () -> isRenewing.set(false));
    try {
      T answer = query.read(asked, patience);
      newest.compareAndSet(
          known, query); // unless invalidated meanwhile: then this result is stale too
      return answer;
    } catch (StoreUnavailable e) {
      throw e; // the patience is spent
    } catch (RuntimeException e) {
      return known.read(asked, patience);
    }
  }

  private void begin(Query<T> query, Runnable over) {
    try {
      threads.execute(() -> run(query, over));
    } catch (RejectedExecutionException e) {
      fail(query, new StoreUnavailable("the node stops", e));
      over.run();
    }
  }

  private void run(Query<T> query, Runnable over) {
    try {
      query.answer.complete(reading.get());
    } catch (RuntimeException e) {
      fail(query, e);
    } finally {
      over.run();
    }
  }

  private void fail(Query<T> query, RuntimeException e) {
    newest.compareAndSet(query, null); // the next caller queries again
    query.answer.completeExceptionally(e);
  }

  /** A query that runs or has ended. */
  private static final class Query<T> {
    private final Instant begun;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Query(Instant begun) {
      this.begun = begun;
    }

    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(begun.plus(age));
    }

    /** Waits for the result, unless the query is late already; throws what the query threw. */
    T read(Instant now, Patience patience) {
      if (!answer.isDone() && !isYoungerThan(LATE_AFTER, now)) {
        throw new StoreUnavailable("the running query is late");
      }
      return patience.await(answer);
    }
  }
}
