package drawbridge.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * A limited number of permits for concurrent work. One owner gets half of them, at least one, so
 * that a single owner cannot take all. Never waits. Thread safe.
 */
public final class Permits {

  private final IntSupplier limit;
  private final Map<String, Integer> byOwner = new HashMap<>();
  private int taken;

  /**
   * @param most the permits of all owners together, at least 1
   */
  public Permits(int most) {
    this(() -> most);
  }

  /**
   * @param limit the permits of all owners together, at least 1; asked at each request for one
   */
  public Permits(IntSupplier limit) {
    this.limit = limit;
  }

  /**
   * Takes a permit. {@link #release} must follow.
   *
   * @return whether there was one
   */
  public boolean tryAcquire(String owner) {
    int most = limit.getAsInt();
    synchronized (byOwner) {
      int own = byOwner.getOrDefault(owner, 0);
      if (taken >= most || own >= Math.max(1, most / 2)) {
        return false;
      }
      byOwner.put(owner, own + 1);
      taken++;
      return true;
    }
  }

  /** Returns a permit. */
  public void release(String owner) {
    synchronized (byOwner) {
      byOwner.computeIfPresent(owner, (same, own) -> own > 1 ? own - 1 : null);
      taken--;
    }
  }
}
