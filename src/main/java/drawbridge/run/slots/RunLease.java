package drawbridge.run.slots;

import drawbridge.platform.trace.TraceContext;
import drawbridge.run.entity.RequestTree;
import drawbridge.run.entity.Run;
import drawbridge.workflow.model.Semantics;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A run that this node has claimed, with all that the interpreter needs; texts are JSON.
 *
 * @param epoch fencing token that each transaction of this node checks
 * @param resumed whether a journal may exist: the run was started before, or is a replay
 * @param losses number of nodes that died while they executed the run
 * @param cancelled whether a cancellation was requested before the claim
 * @param trace that the run is part of
 * @param request what expressions see of the request; empty when its row has to be read
 */
public record RunLease(
    String id,
    String workspaceId,
    String requestId,
    int epoch,
    boolean resumed,
    int losses,
    boolean cancelled,
    String workflowId,
    String workflowName,
    String versionId,
    String stateValues,
    String runtime,
    Instant startedAt,
    int depth,
    Semantics semantics,
    Optional<TraceContext> trace,
    Optional<RequestTree> request) {

  /** Returns the lease of a run that a node has just begun. */
  public static RunLease of(Run run) {
    return new RunLease(
        run.id(),
        run.workspaceId(),
        run.requestId(),
        run.epoch(),
        run.epoch() > 1 || run.replayOf() != null,
        run.losses(),
        run.isCancelRequested(),
        run.workflowId(),
        run.workflowName(),
        run.versionId(),
        run.stateValues(),
        run.runtime(),
        Objects.requireNonNull(run.startedAt()),
        run.depth(),
        run.semantics(),
        run.trace(),
        run.request());
  }
}
