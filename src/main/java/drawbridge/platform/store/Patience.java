package drawbridge.platform.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How long one request waits for the store, however often it has to: it is answered within two
 * seconds (R5). What else it waits for, such as its own body, does not count. Of one thread.
 */
public final class Patience {

  /** Two seconds, less what the rest of a reply takes. */
  private static final Duration OF_SENDERS = Duration.ofMillis(1800);

  private long leftNanos;

  /** As much as this. */
  public Patience(Duration most) {
    leftNanos = most.toNanos();
  }

  /** What a sender's request has from its beginning. */
  public static Patience ofSender() {
    return new Patience(OF_SENDERS);
  }

  /**
   * Waits for an answer for a part of it.
   *
   * @param most of it that is spent
   * @return whether there is one, or a failure
   */
  boolean sees(CompletableFuture<?> answer, Duration most) {
    long begun = System.nanoTime();
    try {
      var unused = answer.get(Math.min(leftNanos, most.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      leftNanos = Math.max(0, leftNanos - (System.nanoTime() - begun));
    }
  }

  /**
   * Waits for an answer of the store.
   *
   * @throws StoreUnavailable when there is none in time; whoever makes it goes on, and is not told
   * @throws RuntimeException what the answer failed with
   */
  public <T> T await(CompletableFuture<T> answer) {
    long begun = System.nanoTime();
    try {
      return answer.get(leftNanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreUnavailable("no answer in time", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting", e);
    } finally {
      leftNanos = Math.max(0, leftNanos - (System.nanoTime() - begun));
    }
  }
}
