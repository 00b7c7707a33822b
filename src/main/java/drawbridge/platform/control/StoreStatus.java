package drawbridge.platform.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;

/**
 * What the {@link StoreWatch} knows of the store. Every request looks at it, so it is no bean of
 * the container's that counts its callers: a look is three reads of memory.
 */
@ApplicationScoped
public class StoreStatus {

  /** A store that was asked has so long to answer. */
  static final int LATE_AFTER_SECONDS = 2;

  private volatile boolean isSilent;
  private volatile boolean isAsking;
  private volatile long asked;

  /** Whether the store did not answer when it was asked last, or has not answered in time. */
  public boolean isAway() {
    return isSilent
        || (isAsking && System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(LATE_AFTER_SECONDS));
  }

  /** The store is being asked from now on. */
  void ask() {
    asked = System.nanoTime();
    isAsking = true;
  }

  /** How long ago it was asked. */
  long nanosSinceAsked() {
    return System.nanoTime() - asked;
  }

  /**
   * The question has an end.
   *
   * @return whether it is another than the last one
   */
  boolean note(boolean answers) {
    boolean isNew = isSilent == answers;
    isSilent = !answers;
    isAsking = false;
    return isNew;
  }
}
