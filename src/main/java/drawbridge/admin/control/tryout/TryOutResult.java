package drawbridge.admin.control.tryout;

import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.run.dryrun.DryRunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tried request.
 *
 * @param faults why the request cannot be read
 * @param draftFaults why the unsaved definition cannot run
 * @param entries the first entries of the batch, or the request itself
 * @param results the number of all entries
 */
public record TryOutResult(
    AuthenticationResult admission,
    List<Fault> faults,
    List<Fault> draftFaults,
    List<Entry> entries,
    int results) {

  public TryOutResult {
    faults = List.copyOf(faults);
    draftFaults = List.copyOf(draftFaults);
    entries = List.copyOf(entries);
  }

  /**
   * The result of one entry.
   *
   * @param status accepted, duplicate or rejected
   * @param order the order after merging with its parent
   * @param workflow the name of the workflow; the sender's reference when it does not exist
   * @param version the version; 0 for the unsaved definition and when the workflow does not exist
   * @param detail why the entry is rejected or a duplicate; null when it is accepted
   * @param dryRun null when the entry would not run
   */
  public record Entry(
      int index,
      String status,
      RunOrder order,
      String workflow,
      int version,
      @Nullable String detail,
      @Nullable DryRunResult dryRun) {}
}
