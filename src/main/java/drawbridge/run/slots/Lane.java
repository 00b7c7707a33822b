package drawbridge.run.slots;

import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;

/**
 * The runs of one workflow that wait for a node in one state. Lanes are served in rotation, however
 * long they are.
 *
 * @param state {@code QUEUED}, which a pause holds back, or {@code WAITING}
 */
public record Lane(String workflowId, RunState state) {

  public Lane {
    if (state != RunState.QUEUED && state != RunState.WAITING) {
      throw new IllegalArgumentException("a lane's state is QUEUED or WAITING: " + state);
    }
  }

  /** Returns the lane of a workflow's runs that were never started. */
  public static Lane ofNew(String workflowId) {
    return new Lane(workflowId, RunState.QUEUED);
  }

  /** Returns the lane in which a started run waits for a node. */
  public static Lane ofStarted(Run run) {
    return new Lane(run.workflowId(), RunState.WAITING);
  }
}
