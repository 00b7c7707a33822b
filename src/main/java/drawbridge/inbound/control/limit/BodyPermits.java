package drawbridge.inbound.control.limit;

import drawbridge.platform.Permits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Limits how many request bodies this node receives concurrently. Each body blocks one HTTP thread,
 * so the limit must be below the number of those threads. One workspace gets half of the permits,
 * at least one.
 */
@ApplicationScoped
public class BodyPermits {

  @Inject SenderLimits limits;

  private final Permits permits = new Permits(() -> limits.maxBodies());

  /**
   * Takes a permit without waiting. {@link #release} must follow.
   *
   * @return whether there was one
   */
  public boolean tryAcquire(String workspaceId) {
    return permits.tryAcquire(workspaceId);
  }

  /** Returns a permit. */
  public void release(String workspaceId) {
    permits.release(workspaceId);
  }
}
