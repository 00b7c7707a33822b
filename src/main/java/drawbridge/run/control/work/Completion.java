package drawbridge.run.control.work;

import drawbridge.platform.store.SharedCommit;
import drawbridge.run.control.Moves;
import drawbridge.run.control.bench.Workbench;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Writes down how runs ended: those that end at the same time share one transaction, and leave
 * their places together, so that as many are taken next by one. Children end alone and beside them
 * (see {@link Moves#end}), and may wait there for their parents' locks.
 */
@ApplicationScoped
public class Completion {

  /** Runs and lines of one transaction. */
  private static final int HEAVIEST = 500;

  private static final int CHILDREN_AT_ONCE = 2;

  @EJB Moves moves;
  @Inject Workbench bench;

  private final SharedCommit<Moves.End, Boolean> writing =
      new SharedCommit<>(this::end, Completion::weight, HEAVIEST, 1);

  private final SharedCommit<Moves.End, Boolean> ofChildren =
      new SharedCommit<>(this::end, end -> 1, 1, CHILDREN_AT_ONCE);

  /**
   * Ends a run; durable on return.
   *
   * @return false when it is not ours any more; nothing was written then
   */
  boolean end(Moves.End end) {
    return (end.isOfChild() ? ofChildren : writing).go(end);
  }

  private List<Boolean> end(List<Moves.End> ends) {
    List<Boolean> ours = moves.end(ends);
    bench.leave(ends.stream().map(Moves.End::claimed).toList());
    return ours;
  }

  private static int weight(Moves.End end) {
    return 1 + end.lines().size();
  }
}
