package drawbridge.workspace.control;

import drawbridge.platform.store.StoreUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import java.util.function.BooleanSupplier;

/**
 * Keeps apart, on this node, who records something in a workspace and who removes it: a request
 * that was answered with 2xx is never deleted by a removal that had looked before.
 *
 * <p>Between nodes the store does the same: a removal locks the row of the workspace, and on
 * PostgreSQL the foreign key of a new run needs that row. H2 does not lock a parent's row for a new
 * child (tried with 2.2.224: a run whose workspace is gone stays behind), but there is one node
 * then. It costs a request one uncontended lock in memory.
 */
@ApplicationScoped
public class WorkspaceLocks {

  private static final long MOST_MILLIS = 500;

  private final Map<String, StampedLock> locks = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  /** Somebody who stays in a workspace. */
  public interface Stay {
    /** Once, from whatever thread. */
    void leave();
  }

  /**
   * Enters, for a transaction that must have ended before the stay is left; empty when the
   * workspace was removed meanwhile. Waits while somebody removes the workspace.
   *
   * @throws StoreUnavailable when that removal takes more than half a second
   */
  public Optional<Stay> enter(String workspaceId) {
    StampedLock lock = lock(workspaceId);
    long stamp = stamp(lock);
    if (removed.contains(workspaceId)) {
      lock.unlockRead(stamp);
      return Optional.empty();
    }
    return Optional.of(() -> lock.unlockRead(stamp));
  }

  private static long stamp(StampedLock lock) {
    long stamp = 0;
    try {
      stamp = lock.tryReadLock(MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stamp == 0) {
      throw new StoreUnavailable("a removal of the workspace does not end");
    }
    return stamp;
  }

  /**
   * Removes the workspace while nobody stays in it; after {@code true} nobody stays in it again.
   *
   * @param removal answers whether it removed it, and has committed by then
   */
  public boolean end(String workspaceId, BooleanSupplier removal) {
    StampedLock lock = lock(workspaceId);
    long stamp = lock.writeLock();
    try {
      boolean isRemoved = removal.getAsBoolean();
      if (isRemoved) {
        removed.add(workspaceId);
      }
      return isRemoved;
    } finally {
      lock.unlockWrite(stamp);
    }
  }

  private StampedLock lock(String workspaceId) {
    return locks.computeIfAbsent(workspaceId, id -> new StampedLock());
  }
}
