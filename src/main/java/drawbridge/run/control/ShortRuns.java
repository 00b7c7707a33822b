package drawbridge.run.control;

import drawbridge.run.slots.RunLease;
import java.util.List;

/**
 * Runs that are over before anybody could look at them: they end in the transaction that opens
 * them.
 */
public interface ShortRuns {

  /**
   * Works on runs that are about to be opened, as far as they are known to be short. Nothing
   * outside is touched, and nothing is written; never throws.
   *
   * @param begun runs without a journal and without a parent; none of them is in the store
   * @return how those ended that did, in order; the others are as if nobody had worked on them
   */
  List<RunTransitions.End> end(List<RunLease> begun);
}
