package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

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

  /** Returns whether the node takes no more requests. */
  public boolean isClosed() {
    synchronized (lock) {
      return closed;
    }
  }

  /**
   * Blocks until all requests have ended, or until the time has passed.
   *
   * @param least time to block in any case
   * @return the number of requests that are left
   */
  public int awaitNone(Duration least, Duration most) throws InterruptedException {
    long begun = System.nanoTime();
    synchronized (lock) {
      for (long left = 1; left > 0; ) {
        left = (open > 0 ? most : least).toNanos() - (System.nanoTime() - begun);
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return open;
    }
  }
}
