package drawbridge.admin.control.journal;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run to look at.
 *
 * @param position order of the first writing within the run, from 0
 * @param status {@code started}, {@code waiting}, {@code done} or {@code failed}
 * @param input resolved, secrets masked; like output and error cut after {@link
 *     StepLines#LONGEST_TEXT} characters, and then no JSON any more
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

  /** Whether it belongs to the workflow itself, and not to a step around it. */
  public boolean isOuter() {
    return key.lastIndexOf('/') <= 0;
  }

  /** Whether its output can be referred to from now on. */
  public boolean isDone() {
    return status.equals("done");
  }

  public boolean isFailed() {
    return status.equals("failed");
  }
}
