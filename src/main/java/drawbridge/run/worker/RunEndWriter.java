package drawbridge.run.worker;

import drawbridge.platform.store.GroupCommit;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.RunSlots;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Writes down how runs ended: those that end at the same time share one transaction, and leave
 * their places together, so that as many are taken next by one. Children end alone and beside them
 * (see {@link RunTransitions#end}), and may wait there for their parents' locks.
 */
@ApplicationScoped
public class RunEndWriter {

  /** Runs and lines of one transaction. */
  private static final int HEAVIEST = 500;

  private static final int CHILDREN_AT_ONCE = 2;

  @EJB RunTransitions transitions;
  @Inject RunSlots bench;

  private final GroupCommit<RunTransitions.End, Boolean> writing =
      new GroupCommit<>(this::end, RunEndWriter::weight, HEAVIEST, 1);

  private final GroupCommit<RunTransitions.End, Boolean> ofChildren =
      new GroupCommit<>(this::end, end -> 1, 1, CHILDREN_AT_ONCE);

  /**
   * Ends a run; durable on return.
   *
   * @return false when it is not ours any more; nothing was written then
   */
  boolean end(RunTransitions.End end) {
    return (end.isOfChild() ? ofChildren : writing).commit(end);
  }

  private List<Boolean> end(List<RunTransitions.End> ends) {
    List<Boolean> ours = transitions.end(ends);
    bench.leave(ends.stream().map(RunTransitions.End::lease).toList());
    return ours;
  }

  private static int weight(RunTransitions.End end) {
    return 1 + end.lines().size();
  }
}
