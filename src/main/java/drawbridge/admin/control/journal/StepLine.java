package drawbridge.admin.control.journal;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run for display.
 *
 * @param position order of the first write within the run, from 0
 * @param status {@code started}, {@code waiting}, {@code done} or {@code failed}
 * @param input resolved, with masked secrets; input, output and error are cut at {@link
 *     StepLines#LONGEST_TEXT} characters and may then be invalid JSON
 */
public record StepLine(
    String key,
    int position,
    String task,
    String kind,
    String status,
    int attempt,
    @Nullable String input,
    @Nullable String output,
    @Nullable String error,
    @Nullable Instant dueAt,
    Instant startedAt,
    @Nullable Instant endedAt) {

  public StepLine {
    status = status.toLowerCase(Locale.ROOT);
  }

  /** Returns whether the step belongs to the workflow and not to another step. */
  public boolean isOuter() {
    return key.lastIndexOf('/') <= 0;
  }

  /** Returns whether later steps can refer to its output. */
  public boolean isDone() {
    return status.equals("done");
  }

  public boolean isFailed() {
    return status.equals("failed");
  }
}
