package drawbridge.admin.control.journal;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of a run for display, without its values.
 *
 * @param position order of the first write within the run, from 0
 * @param status {@code started}, {@code waiting}, {@code done} or {@code failed}
 */
public record StepLine(
    String key,
    int position,
    String task,
    String kind,
    String status,
    int attempt,
    boolean hasInput,
    boolean hasOutput,
    boolean hasError,
    @Nullable Instant dueAt,
    Instant startedAt,
    @Nullable Instant endedAt) {

  public StepLine {
    status = status.toLowerCase(Locale.ROOT);
  }

  /** Returns whether later steps can refer to its output. */
  public boolean isDone() {
    return status.equals("done");
  }

  public boolean isFailed() {
    return status.equals("failed");
  }
}
