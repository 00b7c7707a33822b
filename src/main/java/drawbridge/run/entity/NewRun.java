package drawbridge.run.entity;

import drawbridge.platform.trace.TraceContext;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.Optional;

/**
 * A run to insert.
 *
 * @param stateValues preset state values, a JSON object
 * @param runtime the request's data, a JSON object
 * @param parent of a child run: the step that starts it
 * @param replayOf of a replay: the original run
 * @param bulkReplay of a replay: the bulk replay that starts it
 * @param trace that the run is part of
 * @param request what expressions see of the request, where it has no row yet or is known anyway
 */
public record NewRun(
    String id,
    String workspaceId,
    PinnedVersion workflow,
    Optional<String> uid,
    String requestId,
    String stateValues,
    String runtime,
    Optional<Parent> parent,
    Optional<String> replayOf,
    Optional<String> bulkReplay,
    Optional<TraceContext> trace,
    Optional<RequestTree> request) {

  /**
   * The step that starts a child run.
   *
   * @param depth of the child: 1 below a run that a request started
   */
  public record Parent(String runId, String stepKey, int depth) {}

  /**
   * Returns a run with the data of an original, without its uid and outside its trace.
   *
   * @param id of the new run
   * @param version that the new run executes
   * @param bulkReplay that starts it; empty without one
   */
  public static NewRun replaying(
      Run original, String id, PinnedVersion version, Optional<String> bulkReplay) {
    return new NewRun(
        id,
        original.workspaceId(),
        version,
        Optional.empty(),
        original.requestId(),
        original.stateValues(),
        original.runtime(),
        Optional.empty(),
        Optional.of(original.id()),
        bulkReplay,
        Optional.empty(),
        Optional.empty());
  }
}
