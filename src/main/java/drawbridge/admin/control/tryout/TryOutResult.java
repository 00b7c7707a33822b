package drawbridge.admin.control.tryout;

import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.run.dryrun.DryRunResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a request.
 *
 * @param faults why the request cannot be read; none when it can
 * @param draftFaults why the text that was not saved cannot run; none when it can, or there is none
 * @param entries one for each entry of the batch, or the request itself
 * @param results how many entries there are; only the first of them are walked
 */
public record TryOutResult(
    Admission admittance,
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
   * One entry.
   *
   * @param status accepted, duplicate or rejected
   * @param order as it is merged: the effective request
   * @param workflow name of the workflow that would run; the sender's word where there is none
   * @param version its version; 0 for the text that was not saved, or where there is none
   * @param detail why it is rejected or a duplicate; null when it is neither
   * @param rehearsed null when it would not run
   */
  public record Entry(
      int index,
      String status,
      RunOrder order,
      String workflow,
      int version,
      @Nullable String detail,
      @Nullable DryRunResult rehearsed) {}
}
