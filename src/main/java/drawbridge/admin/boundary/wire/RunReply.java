package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunSearch;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run with everything except its steps. */
public record RunReply(
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
    @Nullable Instant dueAt,
    boolean cancelRequested,
    JsonValue stateValues,
    JsonValue runtime,
    @Nullable JsonValue request,
    @Nullable JsonValue output,
    @Nullable JsonValue problem,
    @Nullable String issue,
    Lineage lineage) {

  /** Runs that the run comes from, and runs that come from it. */
  public record Lineage(
      @Nullable String parent,
      @Nullable String parentStep,
      List<String> children,
      @Nullable String replayOf,
      @Nullable String bulkReplay,
      List<String> replays) {}

  /** An entry of the journal. */
  public record Entry(
      String key,
      String task,
      String kind,
      String status,
      int attempt,
      Instant startedAt,
      @Nullable Instant endedAt,
      @Nullable Instant dueAt,
      @Nullable JsonValue input,
      @Nullable JsonValue output,
      @Nullable JsonValue error) {

    public static Entry of(Step step) {
      return new Entry(
          step.key(),
          step.task(),
          step.kind(),
          step.status().toLowerCase(Locale.ROOT),
          step.attempt(),
          step.startedAt(),
          step.endedAt(),
          step.dueAt(),
          JsonBinding.shown(step.input()),
          JsonBinding.shown(step.output()),
          JsonBinding.shown(step.error()));
    }
  }

  /**
   * Makes the reply.
   *
   * @param request what the run's expressions see of its request, as JSON; null when it is unknown
   */
  public static RunReply of(Run run, RunSearch.Lineage lineage, @Nullable String request) {
    return new RunReply(
        run.id(),
        run.state(),
        run.workflowName(),
        run.workflowId(),
        run.version(),
        run.uid(),
        run.requestId(),
        run.acceptedAt(),
        run.startedAt(),
        run.endedAt(),
        run.dueAt(),
        run.isCancelRequested(),
        Objects.requireNonNull(JsonBinding.shown(run.stateValues())),
        Objects.requireNonNull(JsonBinding.shown(run.runtime())),
        JsonBinding.shown(request),
        JsonBinding.shown(run.output()),
        JsonBinding.shown(run.problem()),
        run.issue(),
        new Lineage(
            run.parentRun(),
            run.parentStep(),
            lineage.children(),
            run.replayOf(),
            run.bulkReplay(),
            lineage.replays()));
  }
}
