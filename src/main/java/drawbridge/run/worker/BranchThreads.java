package drawbridge.run.worker;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Limits the threads that execute branches of forks, for all runs together, so that slow branches
 * leave threads for other runs. A run executes a refused branch on its own thread.
 */
final class BranchThreads implements Executor {

  private final Executor executor;
  private final Semaphore free;

  /**
   * @param most branches at once, without those on the threads of their runs
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
      executor.execute(
          () -> {
            try {
              branch.run();
            } finally {
              free.release();
            }
          });
    } catch (RejectedExecutionException e) {
      free.release();
      throw e;
    }
  }
}
