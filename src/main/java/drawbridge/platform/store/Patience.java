package drawbridge.platform.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long a request waits for the store: it is answered within two seconds (R5). */
public final class Patience {

  /** Two seconds, less what the rest of a reply takes. */
  public static final Duration OF_SENDERS = Duration.ofMillis(1800);

  private Patience() {}

  /**
   * Waits for an answer of the store.
   *
   * @throws StoreAway when there is none in time; whoever makes it goes on, and is not told
   * @throws RuntimeException what the answer failed with
   */
  public static <T> T await(CompletableFuture<T> answer, Duration most) {
    try {
      return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StoreAway("no answer within " + most, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreAway("interrupted while waiting", e);
    }
  }
}
