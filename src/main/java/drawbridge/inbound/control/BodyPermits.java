package drawbridge.inbound.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;

/**
 * The places of those whose bodies are read on this node at the same time. Each holds a thread that
 * speaks HTTP for as long as its sender pleases, so there are fewer places than threads, and one
 * workspace gets half of them at most.
 */
@ApplicationScoped
public class BodyPermits {

  @Inject SenderLimits limits;

  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /**
   * Takes a place, for {@link #leave} to give back; never waits for one.
   *
   * @return whether there was one
   */
  public synchronized boolean enter(String workspaceId) {
    int its = taken.getOrDefault(workspaceId, 0);
    if (all >= limits.maxBodies() || its >= Math.max(1, limits.maxBodies() / 2)) {
      return false;
    }
    taken.put(workspaceId, its + 1);
    all++;
    return true;
  }

  /** Gives back a place that was taken. */
  public synchronized void leave(String workspaceId) {
    taken.computeIfPresent(workspaceId, (each, its) -> its > 1 ? its - 1 : null);
    all--;
  }
}
