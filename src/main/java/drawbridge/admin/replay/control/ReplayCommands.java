package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.BulkState;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;

/**
 * Starts, pauses, resumes and cancels bulk replays for operators. Records each action in the audit
 * log.
 */
@ApplicationScoped
public class ReplayCommands {

  private static final Action START = new Action("replay.start", Scope.RUN);
  private static final Map<BulkState, Action> STEERING =
      Map.of(
          BulkState.CANCELLED, new Action("replay.cancel", Role.OPERATOR),
          BulkState.PAUSED, new Action("replay.pause", Role.OPERATOR),
          BulkState.RUNNING, new Action("replay.resume", Role.OPERATOR));

  @Inject BulkReplays replays;
  @Inject AuditedCommands commands;

  /** Starts a bulk replay of the runs that match the query now. */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest request) {
    return commands.make(
        Change.of(START, workspaceId, RunFilter.of(query).toJson())
            .saying(request.rate() + " in a second"),
        () -> replays.start(workspaceId, query, request),
        started -> true);
  }

  /**
   * Pauses, resumes or cancels a bulk replay. Runs that it has started continue. Idempotent.
   *
   * @param next the state that the operator chose
   */
  public Steered steer(String workspaceId, String id, BulkState next) {
    return commands.make(
        Change.of(Objects.requireNonNull(STEERING.get(next)), workspaceId, id),
        () -> replays.steer(workspaceId, id, next),
        steered -> steered == Steered.YES);
  }
}
