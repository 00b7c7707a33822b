package drawbridge.run.control;

import drawbridge.run.slots.RunLease;
import java.util.List;

/** Ends short runs in the transaction that inserts them. */
public interface ShortRuns {

  /**
   * Executes new runs that are expected to be short, without effects outside the process and
   * without writing to the store. Never throws.
   *
   * @param begun runs without a journal and without a parent; none of them is in the store
   * @return the ends of the runs that ended, in order; all other runs have to be executed normally
   */
  List<RunEnd> end(List<RunLease> begun);
}
