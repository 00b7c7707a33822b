package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.run.interpreter.StepRecord;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One step of a rehearsal.
 *
 * @param key as it would stand in the run's journal
 * @param kind {@code set}, {@code call}, {@code wait}, …
 * @param input resolved, as the interpreter would see it; null where the kind has none, or it is
 *     not known
 * @param dueAt when a wait would end
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

  /** How much is known of a step. */
  public enum State {
    DONE,
    FAILED,
    /** It would call out or start a child run; what comes back is not known. */
    UNANSWERED,
    /** It comes after something that is not known. */
    UNKNOWN,
    /** The run would not come by. */
    SKIPPED;

    /** In small letters. */
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

  /** A step that no record was made of. */
  static DryRunStep without(Outline.Entry entry, State state) {
    return new DryRunStep(entry.key(), entry.task(), entry.kind(), state, null, null, null, null);
  }
}
