package drawbridge.run.control.work;

import drawbridge.platform.store.SharedCommit;
import drawbridge.run.control.Moves;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Writes down how runs ended: those that end at the same time share one transaction. Children end
 * alone and beside them (see {@link Moves#end}), and may wait there for their parents' locks.
 */
@ApplicationScoped
public class Completion {

  /** Runs and lines of one transaction. */
  private static final int HEAVIEST = 500;

  private static final int CHILDREN_AT_ONCE = 2;

  @Inject Moves moves;

  private final SharedCommit<Moves.End, Boolean> writing =
      new SharedCommit<>(ends -> moves.end(ends), Completion::weight, HEAVIEST, 1);

  private final SharedCommit<Moves.End, Boolean> ofChildren =
      new SharedCommit<>(ends -> moves.end(ends), end -> 1, 1, CHILDREN_AT_ONCE);

  /**
   * Ends a run; durable on return.
   *
   * @return false when it is not ours any more; nothing was written then
   */
  boolean end(Moves.End end) {
    return (end.isOfChild() ? ofChildren : writing).go(end);
  }

  private static int weight(Moves.End end) {
    return 1 + end.lines().size();
  }
}
