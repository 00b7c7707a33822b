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

/** Bulk replays as operators start and steer them. */
@ApplicationScoped
public class ReplayCommands {

  private static final Action START = new Action("replay.start", Role.OPERATOR);
  private static final Action CANCEL = new Action("replay.cancel", Role.OPERATOR);
  private static final Action PAUSE = new Action("replay.pause", Role.OPERATOR);
  private static final Action RESUME = new Action("replay.resume", Role.OPERATOR);

  @Inject BulkReplays replays;
  @Inject AuditedCommands commands;

  /** Will repeat the runs that are there now and that the query finds. */
  public BulkReplay start(String workspaceId, RunQuery query, ReplayRequest wish) {
    return commands.make(
        Change.of(START, workspaceId, StoredQuery.write(query))
            .saying(wish.rate() + " in a second"),
        () -> replays.start(workspaceId, query, wish),
        started -> true);
  }

  /** Repeats no more from now on; runs that were opened go on. Idempotent. */
  public Steered cancel(String workspaceId, String id) {
    return steer(Change.of(CANCEL, workspaceId, id), () -> replays.cancel(workspaceId, id));
  }

  /** Waits until it is resumed. Idempotent. */
  public Steered pause(String workspaceId, String id) {
    return steer(Change.of(PAUSE, workspaceId, id), () -> replays.pause(workspaceId, id));
  }

  /** Goes on. Idempotent. */
  public Steered resume(String workspaceId, String id) {
    return steer(Change.of(RESUME, workspaceId, id), () -> replays.resume(workspaceId, id));
  }

  private Steered steer(Change change, Supplier<Steered> steering) {
    return commands.make(change, steering, steered -> steered == Steered.YES);
  }
}
