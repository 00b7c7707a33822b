package drawbridge.admin.replay.control;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.replay.control.BulkReplays.Steered;
import drawbridge.admin.replay.entity.BulkReplay;
import drawbridge.admin.replay.entity.ReplayRequest;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Supplier;

/**
 * Starts, pauses, resumes and cancels bulk replays for operators. Records each action in the audit
 * log.
 */
@ApplicationScoped
public class ReplayCommands {

  private static final Action START = new Action("replay.start", Role.OPERATOR);
  private static final Action CANCEL = new Action("replay.cancel", Role.OPERATOR);
  private static final Action PAUSE = new Action("replay.pause", Role.OPERATOR);
  private static final Action RESUME = new Action("replay.resume", Role.OPERATOR);

  @Inject BulkReplays replays;
  @Inject AuditedCommands commands;

  /** Starts a bulk replay of the runs that match the query now. */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest request) {
    return commands.make(
        Change.of(START, workspaceId, StoredQuery.write(query))
            .saying(request.rate() + " in a second"),
        () -> replays.start(workspaceId, query, request),
        started -> true);
  }

  /** Cancels a bulk replay. Runs that it has started continue. Idempotent. */
  public Steered cancel(String workspaceId, String id) {
    return steer(Change.of(CANCEL, workspaceId, id), () -> replays.cancel(workspaceId, id));
  }

  /** Pauses a bulk replay. Idempotent. */
  public Steered pause(String workspaceId, String id) {
    return steer(Change.of(PAUSE, workspaceId, id), () -> replays.pause(workspaceId, id));
  }

  /** Resumes a bulk replay. Idempotent. */
  public Steered resume(String workspaceId, String id) {
    return steer(Change.of(RESUME, workspaceId, id), () -> replays.resume(workspaceId, id));
  }

  private Steered steer(Change change, Supplier<Steered> steering) {
    return commands.make(change, steering, steered -> steered == Steered.YES);
  }
}
