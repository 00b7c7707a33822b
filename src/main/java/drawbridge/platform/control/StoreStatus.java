package drawbridge.platform.control;

import drawbridge.platform.store.StoreDamage;
import drawbridge.platform.store.StoreFailures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Whether the store answers, as the {@link StoreWatch} last saw, and how many requests of this node
 * were refused because it did not. Every request reads it, so the bean has no interceptors: a
 * reading is three memory accesses.
 */
@ApplicationScoped
public class StoreStatus {

  /** Time limit of a check. */
  static final int TIMEOUT_SECONDS = 2;

  /** H2 opens the file again within a second, where it can; a full disk does not close it. */
  private static final long LOST_AFTER = TimeUnit.SECONDS.toNanos(30);

  private static final System.Logger LOG = System.getLogger(StoreStatus.class.getName());

  private final AtomicBoolean damaged = new AtomicBoolean();
  private final LongAdder unavailable = new LongAdder();
  private volatile boolean hasFailed;
  private volatile boolean isChecking;
  private volatile long begun;

  /** When H2 closed its file, by the clock of checks; empty while it is open. */
  private volatile OptionalLong closedAt = OptionalLong.empty();

  private volatile boolean isLost;

  /** Returns whether the last check failed, or the present one is late. */
  public boolean isAway() {
    return damaged.get()
        || hasFailed
        || (isChecking && System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS));
  }

  /**
   * Logs how to restore the backup where a failure shows that the store is damaged, once. From then
   * on the store counts as unavailable, until the process ends.
   */
  public void examine(Throwable failure) {
    if (StoreDamage.isIn(failure) && damaged.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.ERROR,
          StoreDamage.instructions(StoreFailures.inWords(failure), ConfigProvider.getConfig()));
    }
  }

  /**
   * Returns whether only a restart of the process can open the store again: H2 has closed its file,
   * and has failed to open it for half a minute.
   */
  public boolean isLost() {
    return isLost;
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

  /**
   * Notes whether the check that ended last found the H2 file closed.
   *
   * @return whether the store is lost from now on
   */
  boolean isFirstOfLoss(boolean isClosed) {
    return isFirstOfLoss(isClosed, System.nanoTime());
  }

  boolean isFirstOfLoss(boolean isClosed, long now) {
    boolean before = isLost;
    if (!isClosed) {
      closedAt = OptionalLong.empty();
    } else if (closedAt.isEmpty()) {
      closedAt = OptionalLong.of(now);
    }
    isLost = isClosed && now - closedAt.orElse(now) >= LOST_AFTER;
    return isLost && !before;
  }
}
