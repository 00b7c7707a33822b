package drawbridge.run.interpreter;

/** Threads for the branches of a fork. It may refuse: the run then walks the branch itself. */
@FunctionalInterface
public interface Branches {

  /**
   * Runs it some time, or never; does not block.
   *
   * @throws java.util.concurrent.RejectedExecutionException when it will not
   */
  void execute(Runnable branch);
}
