package drawbridge.run.worker;

import drawbridge.platform.store.GroupCommit;
import drawbridge.run.control.RunEnd;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.RunSlots;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Writes the ends of runs and frees their slots. Runs that end at the same time share a
 * transaction, and free their slots together, so that one claim fills all of them. Children end
 * alone and beside them (see {@link RunTransitions#end}), because they may wait for the locks of
 * their parents.
 */
@ApplicationScoped
public class RunEndWriter {

  /** Runs and journal lines of one transaction. */
  private static final int MAX_ROWS = 500;

  private static final int MAX_CHILDREN = 2;

  @EJB RunTransitions transitions;
  @Inject RunSlots slots;

  private final GroupCommit<RunEnd, Boolean> commits =
      new GroupCommit<>(this::end, end -> 1 + end.lines().size(), MAX_ROWS, 1);

  private final GroupCommit<RunEnd, Boolean> commitsOfChildren =
      new GroupCommit<>(this::end, end -> 1, 1, MAX_CHILDREN);

  /**
   * Ends a run and frees its slot. Blocks until the end is durable.
   *
   * @return false when the lease is lost, and nothing was written; the slot is free then, too
   * @throws RuntimeException when the end was not written; the run keeps its slot
   */
  boolean end(RunEnd end) {
    return (end.isOfChild() ? commitsOfChildren : commits).commit(end);
  }

  private List<Boolean> end(List<RunEnd> ends) {
    List<Boolean> written = transitions.end(ends);
    slots.free(ends.stream().map(RunEnd::lease).toList());
    return written;
  }
}
