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
 * Excludes the removal of a workspace while this node records runs in it. A removal therefore never
 * deletes a request that was answered with 2xx.
 *
 * <p>Between nodes the store excludes it: a removal locks the row of the workspace, and on
 * PostgreSQL the foreign key of a new run needs that row. H2 2.2.224 does not lock a parent row for
 * a new child, but an H2 store has one node. A request costs one uncontended lock in memory.
 */
@ApplicationScoped
public class WorkspaceLocks {

  private static final long LONGEST_WAIT_MILLIS = 500;

  private final Map<String, StampedLock> locks = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  /** A shared lock on a workspace. */
  public interface SharedLock {
    /** Releases the lock. Call it once, from any thread. */
    void release();
  }

  /**
   * Takes a shared lock. The caller's transaction must end before it releases the lock. Waits while
   * a removal holds the lock.
   *
   * @return empty when the workspace was removed
   * @throws StoreUnavailable when the removal takes longer than half a second
   */
  public Optional<SharedLock> lock(String workspaceId) {
    StampedLock lock = lockOf(workspaceId);
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
      stamp = lock.tryReadLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stamp == 0) {
      throw new StoreUnavailable("the removal of the workspace takes too long");
    }
    return stamp;
  }

  /**
   * Removes the workspace while no shared lock is held. After {@code true}, {@link #lock} returns
   * empty for this workspace.
   *
   * @param removal removes the workspace, commits, and returns whether it removed it
   */
  public boolean remove(String workspaceId, BooleanSupplier removal) {
    StampedLock lock = lockOf(workspaceId);
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

  private StampedLock lockOf(String workspaceId) {
    return locks.computeIfAbsent(workspaceId, id -> new StampedLock());
  }
}
