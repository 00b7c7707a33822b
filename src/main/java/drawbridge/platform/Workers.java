package drawbridge.platform;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs many small tasks on few threads of a managed executor. A thread takes the next task when it
 * has done one, and waits for a short time when there is none. Submitting to Payara's executors
 * costs more than most tasks: each submission searches every jar for services (a twelfth of all
 * processor time under load). Thread safe.
 */
public final class Workers implements Executor {

  private static final System.Logger LOG = System.getLogger(Workers.class.getName());

  private final Executor threads;
  private final int most;
  private final long keepAliveMillis;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private int threadCount;
  private int idle;

  /**
   * @param threads runs the worker threads
   * @param most maximum number of threads; further tasks wait in a queue
   * @param keepAlive how long an idle thread waits for a task, at least a millisecond
   */
  public Workers(Executor threads, int most, Duration keepAlive) {
    this.threads = threads;
    this.most = most;
    this.keepAliveMillis = keepAlive.toMillis();
  }

  /**
   * Queues a task; tasks start in the order of submission.
   *
   * @throws RejectedExecutionException when no thread is available; the task is not run
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

  /** Returns whether another thread is needed. */
  private synchronized boolean enqueue(Runnable task) {
    tasks.add(task);
    if (tasks.size() <= idle) {
      notify();
      return false;
    }
    boolean isNeeded = threadCount < most;
    threadCount += isNeeded ? 1 : 0;
    return isNeeded;
  }

  /** Takes back a task whose thread was refused; false when another thread has taken it. */
  private synchronized boolean withdraw(Runnable task) {
    threadCount--;
    return tasks.remove(task);
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) { // the thread serves the other tasks
        LOG.log(
            System.Logger.Level.ERROR, "a task failed unexpectedly; the other tasks continue", e);
      }
    }
  }

  /** Returns null when no task came within the keep-alive time; the thread then ends. */
  private synchronized @Nullable Runnable next() {
    idle++;
    try {
      long end = System.nanoTime() + keepAliveMillis * 1_000_000;
      for (long left = keepAliveMillis; tasks.isEmpty() && left > 0; ) {
        wait(left);
        left = (end - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    }
    idle--;
    Runnable next = tasks.poll();
    threadCount -= next == null ? 1 : 0;
    return next;
  }
}
