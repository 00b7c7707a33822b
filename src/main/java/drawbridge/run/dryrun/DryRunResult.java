package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param result the output, or the problem (RFC 9457); null when it is not known
 * @param steps those that were walked, in that order, then those that were not, as they stand in
 *     the definition
 */
public record DryRunResult(Ending ending, @Nullable JsonNode result, List<DryRunStep> steps) {

  public DryRunResult {
    steps = List.copyOf(steps);
  }

  /** How far it could be told. */
  public enum Ending {
    SUCCEEDED,
    FAILED,
    /** Something outside would have to answer first. */
    UNANSWERED,
    /** It is longer than a rehearsal goes. */
    TOO_LONG;

    /** In small letters. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** The tasks that wait for an answer, each once. */
  public List<String> unanswered() {
    return steps.stream()
        .filter(step -> step.state() == DryRunStep.State.UNANSWERED)
        .map(DryRunStep::task)
        .distinct()
        .toList();
  }
}
