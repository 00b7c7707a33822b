package drawbridge.inbound.control.limit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits how many request bodies this node receives concurrently. Each body blocks one HTTP thread,
 * so the limit must be below the number of those threads. One workspace gets half of the permits,
 * at least one.
 */
@ApplicationScoped
public class BodyPermits {

  @Inject SenderLimits limits;

  private final Map<String, Integer> byWorkspace = new HashMap<>();
  private int all;

  /**
   * Takes a permit without waiting. {@link #release} must follow.
   *
   * @return whether there was one
   */
  public synchronized boolean tryAcquire(String workspaceId) {
    int taken = byWorkspace.getOrDefault(workspaceId, 0);
    if (all >= limits.maxBodies() || taken >= Math.max(1, limits.maxBodies() / 2)) {
      return false;
    }
    byWorkspace.put(workspaceId, taken + 1);
    all++;
    return true;
  }

  /** Returns a permit. */
  public synchronized void release(String workspaceId) {
    byWorkspace.computeIfPresent(workspaceId, (id, taken) -> taken > 1 ? taken - 1 : null);
    all--;
  }
}
