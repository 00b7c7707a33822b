package drawbridge.workspace.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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
public class Stays {

  private final Map<String, ReadWriteLock> locks = new ConcurrentHashMap<>();
  private final Set<String> removed = ConcurrentHashMap.newKeySet();

  /**
   * Does the work, whose transaction must end within it; empty, and nothing is done, when the
   * workspace was removed meanwhile. Waits while somebody removes the workspace.
   */
  public <T> Optional<T> during(String workspaceId, Supplier<T> work) {
    ReadWriteLock lock = lock(workspaceId);
    lock.readLock().lock();
    try {
      return removed.contains(workspaceId) ? Optional.empty() : Optional.of(work.get());
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Removes the workspace while nobody stays in it; after {@code true} nobody stays in it again.
   *
   * @param removal answers whether it removed it, and has committed by then
   */
  public boolean end(String workspaceId, BooleanSupplier removal) {
    ReadWriteLock lock = lock(workspaceId);
    lock.writeLock().lock();
    try {
      boolean isRemoved = removal.getAsBoolean();
      if (isRemoved) {
        removed.add(workspaceId);
      }
      return isRemoved;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private ReadWriteLock lock(String workspaceId) {
    return locks.computeIfAbsent(workspaceId, id -> new ReentrantReadWriteLock());
  }
}
