package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.journal.StepRecord;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a dry run.
 *
 * @param key in the run's journal
 * @param kind {@code set}, {@code call}, {@code wait}, …
 * @param input resolved input; null for kinds without one, and when unknown
 * @param dueAt end of a wait
 */
public record DryRunStep(
    String key,
    String task,
    String kind,
    State state,
    @Nullable JsonNode input,
    @Nullable JsonNode output,
    @Nullable JsonNode error,
    @Nullable Instant dueAt) {

  /** What the dry run knows of a step. */
  public enum State {
    DONE,
    FAILED,
    /** A call or a child run without an answer. */
    UNANSWERED,
    /** Follows a step without an answer. */
    UNKNOWN,
    /** The run does not reach it. */
    SKIPPED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static DryRunStep of(StepRecord record) {
    State state =
        switch (record.status()) {
          case DONE -> State.DONE;
          case FAILED -> State.FAILED;
          case STARTED, WAITING -> State.UNANSWERED;
        };
    return new DryRunStep(
        record.key(),
        record.task(),
        record.kind(),
        state,
        record.input(),
        state == State.DONE ? record.output() : null,
        record.error(),
        record.dueAt());
  }

  static DryRunStep without(Outline.Entry entry, State state) {
    return new DryRunStep(entry.key(), entry.task(), entry.kind(), state, null, null, null, null);
  }
}
