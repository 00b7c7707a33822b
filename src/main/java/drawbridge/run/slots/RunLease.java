package drawbridge.run.slots;

import drawbridge.platform.trace.TraceContext;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that this node took, with all that the interpreter needs; texts are JSON.
 *
 * @param epoch proves in every transaction that the run is still ours
 * @param resumed whether there may be a journal: it was begun before, or replays one
 * @param losses nodes that died while they worked on it
 * @param cancelled whether somebody asked it to stop before it was taken
 * @param trace that it is part of
 */
public record RunLease(
    String id,
    int epoch,
    boolean resumed,
    int losses,
    boolean cancelled,
    String workspaceId,
    String workflowId,
    String workflowName,
    String versionId,
    String requestId,
    String stateValues,
    String runtime,
    Instant startedAt,
    int depth,
    Optional<TraceContext> trace) {

  /** A run that was just begun. */
  public static RunLease of(Run run) {
    return new RunLease(
        run.id(),
        run.epoch(),
        run.epoch() > 1 || run.replayOf() != null,
        run.losses(),
        run.isCancelRequested(),
        run.workspaceId(),
        run.workflowId(),
        run.workflowName(),
        run.versionId(),
        run.requestId(),
        run.stateValues(),
        run.runtime(),
        Objects.requireNonNull(run.startedAt()),
        run.depth(),
        run.trace());
  }

  /** Where it waits when this node is done with it and it is not done. */
  public Lane lane() {
    return new Lane(workflowId, RunState.WAITING);
  }
}
