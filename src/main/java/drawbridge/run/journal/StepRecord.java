package drawbridge.run.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a run's journal.
 *
 * @param key position, iteration and attempt (X4): unique in the run, equal at each replay
 * @param task name of the task
 * @param kind {@code set}, {@code call}, {@code wait}, …
 * @param attempt from 1
 * @param input resolved input with masked secrets
 * @param output of a done step
 * @param error of a failed step (RFC 9457)
 * @param dueAt end of a wait
 * @param endedAt of a step that is done or has failed
 */
public record StepRecord(
    String key,
    String task,
    String kind,
    Status status,
    int attempt,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable JsonNode error,
    @Nullable Instant dueAt,
    Instant startedAt,
    @Nullable Instant endedAt) {

  /** Returns the record of an ended step without its data, which only a later execution needs. */
  public StepRecord withoutData() {
    return new StepRecord(
        key, task, kind, status, attempt, null, null, null, dueAt, startedAt, endedAt);
  }

  /** Returns whether the step is done or has failed. */
  public boolean isEnded() {
    return status == Status.DONE || status == Status.FAILED;
  }

  /** The progress of a step. */
  public enum Status {
    /** The outside effect may have happened. */
    STARTED,
    /** Waits until {@link StepRecord#dueAt}, or for a child run. */
    WAITING,
    DONE,
    FAILED
  }
}
