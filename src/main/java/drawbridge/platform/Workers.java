package drawbridge.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands many small tasks to few threads of a managed executor. A thread that has done its task
 * takes the next one, and stays for a little while when there is none: giving a task to Payara's
 * executors costs more than most tasks of ours, since each time they look into every jar for
 * services (measured: a twelfth of all processor time under load). Thread safe.
 */
public final class Workers implements Executor {

  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final Executor threads;
  private final int most;
  private final long lingerMillis;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private int atWork;
  private int idle;

  /**
   * @param threads where a thread is had from
   * @param most threads at once; who comes when all have something to do waits
   * @param linger how long a thread stays that has nothing to do, at least a millisecond
   */
  public Workers(Executor threads, int most, Duration linger) {
    this.threads = threads;
    this.most = most;
    this.lingerMillis = linger.toMillis();
  }

  /**
   * Has a task done, in the order of coming.
   *
   * @throws RejectedExecutionException when there is no thread for it; it is not done then
   */
  @Override
  public void execute(Runnable task) {
    if (enqueue(task)) {
      try {
        threads.execute(this::work);
      } catch (RejectedExecutionException e) {
        if (withdraw(task)) {
          throw e;
        }
      }
    }
  }

  /** Whether a thread more is needed for it. */
  private synchronized boolean enqueue(Runnable task) {
    tasks.add(task);
    if (tasks.size() <= idle) {
      notify();
      return false;
    }
    boolean isNeeded = atWork < most;
    atWork += isNeeded ? 1 : 0;
    return isNeeded;
  }

  /** The thread for it was refused; false when another has taken it meanwhile. */
  private synchronized boolean withdraw(Runnable task) {
    atWork--;
    return tasks.remove(task);
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) { // the thread goes on for the others
        LOG.log(System.Logger.Level.ERROR, "a task failed by a fault of ours", e);
      }
    }
  }

  /** Null when there was none for a while: then the thread is not ours any more. */
  private synchronized @Nullable Runnable next() {
    idle++;
    try {
      long end = System.nanoTime() + lingerMillis * 1_000_000;
      for (long left = lingerMillis; tasks.isEmpty() && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    }
    idle--;
    Runnable next = tasks.poll();
    atWork -= next == null ? 1 : 0;
    return next;
  }
}
