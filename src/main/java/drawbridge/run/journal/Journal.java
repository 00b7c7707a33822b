package drawbridge.run.journal;

import org.jspecify.annotations.Nullable;

/**
 * A run's journal: the steps of earlier executions and of the current one. Implementations for
 * several threads are thread safe, because branches of a fork use the journal concurrently.
 */
public interface Journal {

  /** Returns the last record of a key; null when the step was never started. */
  @Nullable StepRecord find(String key);

  /**
   * Notes a step without an outside effect; the next write or commit, or the run's end, writes it.
   */
  void note(StepRecord record);

  /**
   * Writes the noted records and this one in one transaction. Durable on return (X2).
   *
   * @throws LeaseLost when the lease is lost
   */
  void commit(StepRecord record) throws LeaseLost;

  /**
   * Writes the noted records in one transaction.
   *
   * @throws LeaseLost when the lease is lost
   */
  void write() throws LeaseLost;

  /** Returns whether the run must stop. Cheap; called before each step. */
  boolean isCancelled();
}
