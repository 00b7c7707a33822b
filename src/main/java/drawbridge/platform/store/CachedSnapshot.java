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
 * Something that the store holds, as it was at most two seconds ago; or as long ago as the look
 * took when the store is slower than that.
 *
 * <p>One look serves every request for one to two seconds, so whoever asks, and for whatever, costs
 * the store one look a second. After a second one request looks again while the others go on with
 * what is known; after two all wait for the one look that is under way, but no longer than a sender
 * waits, and not at all when it is late already.
 */
public final class CachedSnapshot<T> {

  private static final Duration RENEWED_AFTER = Duration.ofSeconds(1);
  private static final Duration TRUSTED = Duration.ofSeconds(2);
  private static final Duration LATE_AFTER = Duration.ofSeconds(1);

  private final Supplier<T> reading;
  private final Executor threads;
  private final Supplier<Instant> now;
  private final AtomicReference<@Nullable Look<T>> newest = new AtomicReference<>();
  private final AtomicBoolean isRenewing = new AtomicBoolean();

  /**
   * @param reading asks the store; throws what the store throws
   * @param threads makes the looks: a store that is silent would hold who asks for as long
   */
  public CachedSnapshot(Supplier<T> reading, Executor threads, Supplier<Instant> now) {
    this.reading = reading;
    this.threads = threads;
    this.now = now;
  }

  /** What the store holds. Throws what the store throws, while the patience lasts. */
  public T read(Patience patience) {
    Instant asked = now.get();
    while (true) {
      Look<T> known = newest.get();
      if (known != null && (known.isYoungerThan(TRUSTED, asked) || !known.answer.isDone())) {
        boolean isDue = !known.isYoungerThan(RENEWED_AFTER, asked) && known.answer.isDone();
        return isDue && isRenewing.compareAndSet(false, true)
            ? renew(known, asked, patience)
            : known.read(asked, patience);
      }
      Look<T> mine = new Look<>(asked);
      if (newest.compareAndSet(known, mine)) {
        begin(mine, () -> {});
        return mine.read(asked, patience);
      }
    }
  }

  /** What the last look saw, however long ago; never asks the store. */
  public Optional<T> known() {
    Look<T> look = newest.get();
    return look != null && look.answer.isDone() && !look.answer.isCompletedExceptionally()
        ? Optional.of(look.answer.join())
        : Optional.empty();
  }

  /** Who asks after this waits for a new look: something has changed in the store. */
  public void forget() {
    newest.set(null);
  }

  /** The others go on with what is known meanwhile; and so does this one when it fails. */
  private T renew(Look<T> known, Instant asked, Patience patience) {
    Look<T> mine = new Look<>(asked);
    begin(mine, () -> isRenewing.set(false));
    try {
      T answer = mine.read(asked, patience);
      newest.compareAndSet(
          known, mine); // or else somebody forgot what is known: then this is old too
      return answer;
    } catch (StoreUnavailable e) {
      throw e; // it has waited long enough
    } catch (RuntimeException e) {
      return known.read(asked, patience);
    }
  }

  private void begin(Look<T> mine, Runnable over) {
    try {
      threads.execute(() -> look(mine, over));
    } catch (RejectedExecutionException e) {
      fail(mine, new StoreUnavailable("the node ends", e));
      over.run();
    }
  }

  private void look(Look<T> mine, Runnable over) {
    try {
      mine.answer.complete(reading.get());
    } catch (RuntimeException e) {
      fail(mine, e);
    } finally {
      over.run();
    }
  }

  private void fail(Look<T> mine, RuntimeException e) {
    newest.compareAndSet(mine, null); // who comes next tries again
    mine.answer.completeExceptionally(e);
  }

  /** One look into the store, and who waits for it. */
  private static final class Look<T> {
    private final Instant begun;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    Look(Instant begun) {
      this.begun = begun;
    }

    boolean isYoungerThan(Duration age, Instant now) {
      return now.isBefore(begun.plus(age));
    }

    /** Waits for it, unless it is late already; throws what it threw. */
    T read(Instant now, Patience patience) {
      if (!answer.isDone() && !isYoungerThan(LATE_AFTER, now)) {
        throw new StoreUnavailable("the store is being asked, and that takes too long");
      }
      return patience.await(answer);
    }
  }
}
