package drawbridge.inbound.body;

import java.util.HashMap;
import java.util.Map;

/**
 * The memory of this node for bodies: received bytes, decoded bytes and trees. One workspace gets
 * three quarters of it. Thread safe.
 */
public final class MemoryPool {

  private final long most;
  private final Map<String, Long> byWorkspace = new HashMap<>();
  private long taken;

  /**
   * @param most bytes
   */
  public MemoryPool(long most) {
    this.most = most;
  }

  /** Returns the memory of one request of a workspace. The caller closes it. */
  public Allowance open(String workspaceId) {
    return new Allowance(this, workspaceId);
  }

  /** Returns the bytes that are in use. */
  public synchronized long taken() {
    return taken;
  }

  /** Returns the most bytes that one workspace, and so one request, may take. */
  long mostOfOne() {
    return most / 4 * 3;
  }

  synchronized boolean tryTake(String workspaceId, long bytes) {
    long own = byWorkspace.getOrDefault(workspaceId, 0L);
    if (taken + bytes > most || own + bytes > mostOfOne()) {
      return false;
    }
    taken += bytes;
    byWorkspace.put(workspaceId, own + bytes);
    return true;
  }

  synchronized void give(String workspaceId, long bytes) {
    taken -= bytes;
    byWorkspace.computeIfPresent(
        workspaceId, (id, own) -> own.longValue() > bytes ? Long.valueOf(own - bytes) : null);
  }
}
