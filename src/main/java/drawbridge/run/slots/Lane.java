package drawbridge.run.slots;

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

  public static Lane ofNew(String workflowId) {
    return new Lane(workflowId, RunState.QUEUED);
  }

  public static Lane ofStarted(String workflowId) {
    return new Lane(workflowId, RunState.WAITING);
  }
}
