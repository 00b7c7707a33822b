package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.Step;
import java.util.Locale;

/** Runs and steps as answers show them. */
public final class RunMembers {

  private RunMembers() {}

  /** A run in a list. */
  public static Members of(RunLine run) {
    return new Members()
        .with("runId", run.id())
        .with("status", run.state().label())
        .with("workflow", run.workflow())
        .with("workflowId", run.workflowId())
        .with("version", run.version())
        .with("uid", run.uid())
        .with("requestId", run.requestId())
        .with("acceptedAt", run.acceptedAt())
        .with("startedAt", run.startedAt())
        .with("endedAt", run.endedAt())
        .with("parent", run.parentRun())
        .with("replayOf", run.replayOf());
  }

  /** A run with all that is known of it but its steps. */
  public static Members of(Run run, RunSearch.Lineage lineage) {
    return new Members()
        .with("runId", run.id())
        .with("status", run.state().label())
        .with("workflow", run.workflowName())
        .with("workflowId", run.workflowId())
        .with("version", run.version())
        .with("uid", run.uid())
        .with("requestId", run.requestId())
        .with("acceptedAt", run.acceptedAt())
        .with("startedAt", run.startedAt())
        .with("endedAt", run.endedAt())
        .with("dueAt", run.dueAt())
        .with("cancelRequested", run.isCancelRequested())
        .json("stateValues", run.stateValues())
        .json("runtime", run.runtime())
        .json("output", run.output())
        .json("problem", run.problem())
        .with("lineage", lineage(run, lineage).tree());
  }

  private static Members lineage(Run run, RunSearch.Lineage lineage) {
    return new Members()
        .with("parent", run.parentRun())
        .with("parentStep", run.parentStep())
        .texts("children", lineage.children())
        .with("replayOf", run.replayOf())
        .texts("replays", lineage.replays());
  }

  /** A line of the journal. */
  public static Members of(Step step) {
    return new Members()
        .with("key", step.key())
        .with("task", step.task())
        .with("kind", step.kind())
        .with("status", step.status().toLowerCase(Locale.ROOT))
        .with("attempt", step.attempt())
        .with("startedAt", step.startedAt())
        .with("endedAt", step.endedAt())
        .with("dueAt", step.dueAt())
        .json("input", step.input())
        .json("output", step.output())
        .json("error", step.error());
  }
}
