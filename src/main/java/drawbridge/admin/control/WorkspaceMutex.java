package drawbridge.admin.control;

import jakarta.ejb.EJBException;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Serializes changes within a workspace on this node, so that names and version numbers stay
 * unique.
 */
public final class WorkspaceMutex {

  private static final List<Lock> LOCKS =
      Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  private WorkspaceMutex() {}

  /**
   * Runs a change while holding the lock of the workspace; blocks until the lock is free. Runs it
   * once more when it fails, because another node may have taken the same name or number. The
   * second try finds what that node wrote.
   *
   * @param workspace id of the workspace; the name of a workspace to create
   */
  public static <T> T in(String workspace, Supplier<T> change) {
    Lock lock = LOCKS.get(Math.floorMod(workspace.hashCode(), LOCKS.size()));
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
