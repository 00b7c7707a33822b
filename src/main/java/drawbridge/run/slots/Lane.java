package drawbridge.run.slots;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;

/**
 * Runs of one workflow that wait for a node: those that have not begun, or those that have. Each
 * lane gets its turn, however long the others are.
 *
 * @param state {@code QUEUED}, which a pause holds, or {@code WAITING}
 */
public record Lane(String workflowId, RunState state) {

  public Lane {
    if (state != RunState.QUEUED && state != RunState.WAITING) {
      throw new IllegalArgumentException("nobody waits for a node while " + state);
    }
  }

  /** Where new runs of a workflow wait. */
  public static Lane ofNew(String workflowId) {
    return new Lane(workflowId, RunState.QUEUED);
  }

  /** Where a run that was begun waits for the next node. */
  public static Lane ofBegun(Run run) {
    return new Lane(run.workflowId(), RunState.WAITING);
  }
}
