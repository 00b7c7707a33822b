package drawbridge.run.interpreter;

/**
 * Executes branches of forks on other threads. A run executes refused branches on its own thread.
 */
@FunctionalInterface
public interface Branches {

  /**
   * Schedules a branch. Does not block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when no thread is available
   */
  void execute(Runnable branch);
}
