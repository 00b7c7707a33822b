package drawbridge.run.worker;

import drawbridge.run.interpreter.Branches;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Threads for the branches of forks, few and for all runs together: a workflow with many slow
 * branches takes none of those that runs begin on. A run that gets none walks its branches itself.
 */
final class BranchThreads implements Branches {

  private final Executor executor;
  private final Semaphore free;

  /**
   * @param most branches at work at once that are not walked by their run's own thread
   */
  BranchThreads(Executor executor, int most) {
    this.executor = executor;
    this.free = new Semaphore(most);
  }

  @Override
  public void execute(Runnable branch) {
    if (!free.tryAcquire()) {
      throw new RejectedExecutionException("no thread is free for a branch");
    }
    try {
      executor.execute(() -> walk(branch));
    } catch (RejectedExecutionException e) {
      free.release();
      throw e;
    }
  }

  private void walk(Runnable branch) {
    try {
      branch.run();
    } finally {
      free.release();
    }
  }
}
