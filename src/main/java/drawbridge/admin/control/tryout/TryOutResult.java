package drawbridge.admin.control.tryout;

import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.run.dryrun.DryRunResult;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a tried request.
 *
 * @param faults why the request cannot be read
 * @param draftFaults why the unsaved definition cannot run
 * @param entries the first entries of the batch, or the request itself
 * @param results the number of all entries
 * @param reply the reply that the trigger defines; null for the ordinary reply
 */
public record TryOutResult(
    AuthenticationResult admission,
    List<Fault> faults,
    List<Fault> draftFaults,
    List<Entry> entries,
    int results,
    @Nullable Reply reply) {

  public TryOutResult {
    faults = List.copyOf(faults);
    draftFaults = List.copyOf(draftFaults);
    entries = List.copyOf(entries);
  }

  /** Creates a result with the ordinary reply. */
  TryOutResult(
      AuthenticationResult admission,
      List<Fault> faults,
      List<Fault> draftFaults,
      List<Entry> entries,
      int results) {
    this(admission, faults, draftFaults, entries, results, null);
  }

  /** Returns the same result with the reply that the trigger defines. */
  TryOutResult with(Reply defined) {
    return new TryOutResult(admission, faults, draftFaults, entries, results, defined);
  }

  /**
   * The reply that the sender would get (T11).
   *
   * @param head status, media type and headers, a line each; empty when the ordinary reply is sent
   * @param note which reply it is, or why the ordinary reply is sent
   */
  public record Reply(String head, String body, String note) {}

  /**
   * The result of one entry.
   *
   * @param status accepted, duplicate, rejected or ignored
   * @param order the order after merging with its parent
   * @param workflow the name of the workflow; the sender's reference when it does not exist
   * @param version the version; 0 for the unsaved definition and when the workflow does not exist
   * @param detail why the entry is rejected, ignored or a duplicate; null when it is accepted
   * @param route the number of the trigger's route that decided, from 1; null when none did
   * @param dryRun null when the entry would not run
   */
  public record Entry(
      int index,
      String status,
      RunOrder order,
      String workflow,
      int version,
      @Nullable String detail,
      @Nullable Integer route,
      @Nullable DryRunResult dryRun) {

    /** Returns the same with the index of its route. */
    Entry with(Optional<Integer> index) {
      return new Entry(
          this.index,
          status,
          order,
          workflow,
          version,
          detail,
          index.map(it -> it + 1).orElse(null),
          dryRun);
    }
  }
}
