package drawbridge.admin.control.tryout;

import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.trigger.setup.Route;
import drawbridge.inbound.trigger.setup.Setup;
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
 * @param status the status of the ordinary reply, or of the problem of an unreadable request
 * @param reply the reply of a trigger that defines one; null for the ordinary reply
 */
public record TryOutResult(
    AuthenticationResult admission,
    List<Fault> faults,
    List<Fault> draftFaults,
    List<Entry> entries,
    int results,
    int status,
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
      int results,
      int status) {
    this(admission, faults, draftFaults, entries, results, status, null);
  }

  /** Returns the same result with the reply that the trigger defines. */
  TryOutResult with(Reply defined) {
    return new TryOutResult(admission, faults, draftFaults, entries, results, status, defined);
  }

  /** Returns the same result of a trigger with these routes and this status of acceptance. */
  TryOutResult at(List<Route> routes, int acceptedStatus) {
    return new TryOutResult(
        admission,
        faults,
        draftFaults,
        entries.stream().map(it -> it.at(routes)).toList(),
        results,
        status == Setup.ACCEPTED ? acceptedStatus : status,
        reply);
  }

  /**
   * The reply that the sender would get (T11).
   *
   * @param head status, media type and headers, a line each; of the ordinary reply the status only
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
   * @param details why the entry is rejected, ignored or a duplicate; empty when it is accepted
   * @param route the number of the trigger's route that decided, from 1; null when none did
   * @param condition the condition of that route; null when no route decided
   * @param dryRun null when the entry would not run
   */
  public record Entry(
      int index,
      String status,
      RunOrder order,
      String workflow,
      int version,
      List<String> details,
      @Nullable Integer route,
      @Nullable String condition,
      @Nullable DryRunResult dryRun) {

    public Entry {
      details = List.copyOf(details);
    }

    /** Returns the same with the condition of its route. */
    private Entry at(List<Route> routes) {
      return new Entry(
          index,
          status,
          order,
          workflow,
          version,
          details,
          route,
          route == null ? null : routes.get(route - 1).when().text(),
          dryRun);
    }
  }
}
