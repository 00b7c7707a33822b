package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Whether the store answers, as the {@link StoreWatch} last saw, and how many requests of this node
 * were refused because it did not. Every request reads it, so the bean has no interceptors: a
 * reading is three memory accesses.
 */
@ApplicationScoped
public class StoreStatus {

  /** Time limit of a check. */
  static final int TIMEOUT_SECONDS = 2;

  private final LongAdder unavailable = new LongAdder();
  private volatile boolean hasFailed;
  private volatile boolean isChecking;
  private volatile long begun;

  /** Returns whether the last check failed, or the present one is late. */
  public boolean isAway() {
    return hasFailed
        || (isChecking && System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS));
  }

  /** Counts a request that was answered with 503. */
  public void addRejection() {
    unavailable.increment();
  }

  /** Returns the number of requests that were answered with 503 since the start. */
  public long unavailable() {
    return unavailable.sum();
  }

  /** Begins a check. */
  void beginCheck() {
    begun = System.nanoTime();
    isChecking = true;
  }

  /** Returns the age of the present check. */
  long nanosSinceCheck() {
    return System.nanoTime() - begun;
  }

  /**
   * Ends a check.
   *
   * @return whether the result differs from that of the last check
   */
  boolean endCheck(boolean answers) {
    boolean hasChanged = hasFailed == answers;
    hasFailed = !answers;
    isChecking = false;
    return hasChanged;
  }
}
