package drawbridge.admin.control.runs;

import drawbridge.run.entity.RunState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A run in a list of the API or a page, without its input and output, which may be large. */
public record RunLine(
    String runId,
    RunState status,
    String workflow,
    String workflowId,
    int version,
    @Nullable String uid,
    String requestId,
    Instant acceptedAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable String parent,
    @Nullable String replayOf,
    @Nullable ProblemLine problem) {

  /**
   * Makes the line of a stored run.
   *
   * @param problemText beginning of the problem of a failed run, as JSON
   */
  public RunLine(
      String runId,
      RunState status,
      String workflow,
      String workflowId,
      int version,
      @Nullable String uid,
      String requestId,
      Instant acceptedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable String parent,
      @Nullable String replayOf,
      @Nullable String problemText) {
    this(
        runId,
        status,
        workflow,
        workflowId,
        version,
        uid,
        requestId,
        acceptedAt,
        startedAt,
        endedAt,
        parent,
        replayOf,
        problemText == null ? null : ProblemLine.of(problemText));
  }
}
