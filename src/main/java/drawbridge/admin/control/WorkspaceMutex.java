package drawbridge.admin.control;

import jakarta.ejb.EJBException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Changes in a workspace whose names are unique, one after the other on this node. */
public final class WorkspaceMutex {

  private static final List<Lock> LOCKS =
      Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  private WorkspaceMutex() {}

  /**
   * Does a change when nobody else does one in this workspace. Who lost a race against another
   * node, for a name or for the next number, looks again and finds what that one wrote.
   */
  public static <T> T in(String workspaceId, Supplier<T> change) {
    Lock lock = LOCKS.get(Math.floorMod(workspaceId.hashCode(), LOCKS.size()));
    lock.lock();
    try {
      return change.get();
    } catch (EJBException e) {
      return change.get();
    } finally {
      lock.unlock();
    }
  }
}
