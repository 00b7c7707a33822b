package drawbridge.run.entity;

import drawbridge.platform.trace.TraceContext;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.Optional;

/**
 * A run to be opened.
 *
 * @param stateValues preset state values, a JSON object's text
 * @param runtime the request's data, a JSON object's text
 * @param parent for a child, who started it
 * @param replayOf for a replay, the original run
 * @param trace that it is part of
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
    Optional<TraceContext> trace) {

  /** A run that is part of no trace. */
  public NewRun(
      String id,
      String workspaceId,
      PinnedVersion workflow,
      Optional<String> uid,
      String requestId,
      String stateValues,
      String runtime,
      Optional<Parent> parent,
      Optional<String> replayOf) {
    this(
        id,
        workspaceId,
        workflow,
        uid,
        requestId,
        stateValues,
        runtime,
        parent,
        replayOf,
        Optional.empty());
  }

  /**
   * The step that started a child.
   *
   * @param depth of the child: 1 for the child of a request's run
   */
  public record Parent(String runId, String stepKey, int depth) {}

  /**
   * A run with the data of another one, and without its uid, which only that one has.
   *
   * @param id of the new run
   * @param version what it runs
   */
  public static NewRun repeating(Run original, String id, PinnedVersion version) {
    return new NewRun(
        id,
        original.workspaceId(),
        version,
        Optional.empty(),
        original.requestId(),
        original.stateValues(),
        original.runtime(),
        Optional.empty(),
        Optional.of(original.id()));
  }
}
