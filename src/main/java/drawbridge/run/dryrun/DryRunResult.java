package drawbridge.run.dryrun;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The result of a dry run.
 *
 * @param result the output or the problem (RFC 9457); null when unknown
 * @param steps the executed steps in order, then the others in the order of the definition
 */
public record DryRunResult(Ending ending, @Nullable JsonNode result, List<DryRunStep> steps) {

  public DryRunResult {
    steps = List.copyOf(steps);
  }

  /** How the dry run ended. */
  public enum Ending {
    SUCCEEDED,
    FAILED,
    /** A call or a child run has no answer. */
    UNANSWERED,
    /** The run exceeds the limits of a dry run. */
    TOO_LONG;

    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
