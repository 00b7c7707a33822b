package drawbridge.run.interpreter;

import org.jspecify.annotations.Nullable;

/**
 * A run's journal: what was done before this start of the interpreter, and what it does now. Used
 * by the branches of a fork at once, so it is thread safe.
 */
public interface Journal {

  /** The last record of this key, from before or from now; null when the step was never begun. */
  @Nullable StepRecord find(String key);

  /** Notes a pure step; it is written with the next commit, or with the end of the run. */
  void note(StepRecord record);

  /**
   * Writes all that was noted, and this record, in one transaction; durable on return (X2).
   *
   * @throws LeaseLost when this node may no longer work on the run
   */
  void commit(StepRecord record) throws LeaseLost;

  /** Whether somebody asked for the run to be cancelled; cheap, asked before every step. */
  boolean isCancelled();
}
