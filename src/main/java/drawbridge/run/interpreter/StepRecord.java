package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a run's journal.
 *
 * @param key place, iteration and attempt within the run (X4): the same at every replay, unique in
 *     the run
 * @param task the task's name
 * @param kind {@code set}, {@code call}, {@code wait}, …
 * @param attempt from 1
 * @param input what the step was about to do, resolved, with secrets masked
 * @param output present when done
 * @param error an RFC 9457 object, present when failed
 * @param dueAt when a wait ends
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

  /** Whether nothing more comes of this attempt. */
  public boolean isEnded() {
    return status == Status.DONE || status == Status.FAILED;
  }

  /** How far the step is. */
  public enum Status {
    /** An effect outside may have begun. */
    STARTED,
    /** Until {@link StepRecord#dueAt} or until a child run ends. */
    WAITING,
    DONE,
    FAILED
  }
}
