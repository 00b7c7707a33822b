package drawbridge.platform.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The time that one request may wait for the store in all, so that its reply comes within two
 * seconds (R5). Waits for other things, such as its body, do not count. Used by one thread.
 */
public final class Patience {

  /** Two seconds, less the time of the rest of a reply. */
  private static final Duration OF_SENDERS = Duration.ofMillis(1800);

  private long leftNanos;

  /** Makes a patience of the given length. */
  public Patience(Duration most) {
    leftNanos = most.toNanos();
  }

  /** Returns the patience of a new request of a sender. */
  public static Patience ofSender() {
    return new Patience(OF_SENDERS);
  }

  /**
   * Waits for an answer for a part of the patience.
   *
   * @param most maximum part to spend
   * @return whether there is an answer or a failure
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
   * @throws StoreUnavailable when there is none in time; the work itself is not cancelled
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
