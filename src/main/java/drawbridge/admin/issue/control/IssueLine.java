package drawbridge.admin.issue.control;

import drawbridge.admin.control.runs.RunLine;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.IssueState;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An issue of the API and of pages.
 *
 * @param task name of the failed task; null when the failures belong to no task
 * @param title without values of single runs, as {@code detail}
 * @param count failed runs of the issue; the list of runs shows the same ones
 * @param more whether there are more runs than {@code count}
 * @param firstAt when the first run failed, which retention may have removed
 * @param lastAt when the newest run failed
 * @param changedAt when the issue got its state
 * @param by the operator who gave it its state; null when a failure did
 * @param version of the state, for {@code PATCH}
 * @param sample the newest run
 */
public record IssueLine(
    String id,
    IssueState state,
    String workflow,
    String workflowId,
    @Nullable String task,
    @Nullable String type,
    @Nullable Integer status,
    @Nullable String title,
    @Nullable String detail,
    long count,
    boolean more,
    Instant firstAt,
    @Nullable Instant lastAt,
    Instant changedAt,
    @Nullable String by,
    long version,
    RunLine sample) {

  /** Maximum count; a larger one is shown as {@code more}. */
  public static final int MOST_COUNTED = 10_000;

  static IssueLine of(Issue issue, long count, RunLine sample) {
    return new IssueLine(
        issue.id(),
        issue.state(),
        issue.workflowName(),
        issue.workflowId(),
        issue.task(),
        issue.type(),
        issue.status(),
        issue.title(),
        issue.detail(),
        Math.min(count, MOST_COUNTED),
        count > MOST_COUNTED,
        issue.firstAt(),
        sample.endedAt(),
        issue.changedAt(),
        issue.changedBy(),
        issue.rowVersion(),
        sample);
  }

  /** Returns the error in one line. */
  public String error() {
    String error =
        Stream.of(title, detail)
            .filter(part -> part != null && !part.isBlank())
            .collect(Collectors.joining(" · "));
    return error.isEmpty() ? Objects.requireNonNullElse(type, "Failed") : error;
  }
}
