package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Counts the HTTP requests in progress on this node, which a stop waits for (R8). Thread safe.
 *
 * <p>The lock is an object of its own: proxies of this bean would hold a monitor of theirs while a
 * {@code synchronized} method waits.
 */
@ApplicationScoped
public class OpenRequests {

  private final Object lock = new Object();
  private int open;
  private boolean closed;

  /** Counts a request; returns false, and counts nothing, when the node takes no more requests. */
  public boolean enter() {
    synchronized (lock) {
      if (!closed) {
        open++;
      }
      return !closed;
    }
  }

  /** Ends a request that {@link #enter} counted. Call it once, after its reply. */
  public void leave() {
    synchronized (lock) {
      open--;
      lock.notifyAll();
    }
  }

  /** Takes no more requests. Idempotent. */
  public void close() {
    synchronized (lock) {
      closed = true;
    }
  }

  /**
   * Blocks until all requests have ended, or until the time has passed.
   *
   * @return the number of requests that are left
   */
  public int awaitNone(Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    synchronized (lock) {
      for (long left = most.toMillis(); open > 0 && left > 0; ) {
        lock.wait(left);
        left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      }
      return open;
    }
  }
}
