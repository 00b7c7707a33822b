package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.entity.Workspace;
import java.util.Optional;
import java.util.Set;

/**
 * A request that an operator sends, again (O2) or as a test. Not a record, since a record prints
 * itself and this holds a body.
 */
public final class ResendOrder {

  final String id;
  final Workspace workspace;
  final Optional<Trigger> trigger;
  final RequestData original;
  final Content content;
  final Arrival arrival;
  final Set<String> startedUids;

  /**
   * @param id of the new request; names one act, so that a repeated order does nothing
   * @param trigger empty for the workflow request URL
   * @param original with the headers to send
   * @param arrival which tells that an operator sent it
   * @param startedUids the uids of elements that have started runs: theirs start without a claim
   */
  public ResendOrder(
      String id,
      Workspace workspace,
      Optional<Trigger> trigger,
      RequestData original,
      Content content,
      Arrival arrival,
      Set<String> startedUids) {
    this.id = id;
    this.workspace = workspace;
    this.trigger = trigger;
    this.original = original;
    this.content = content;
    this.arrival = arrival;
    this.startedUids = Set.copyOf(startedUids);
  }

  /**
   * A body to send again.
   *
   * @param bytes as a sender sends them, or the JSON text of a body that was read
   * @param isRead whether it was read and decoded, so that it is split and routed only
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Content(byte[] bytes, boolean isRead) {

    /** Returns nothing of its content. */
    @Override
    public String toString() {
      return "Content";
    }
  }
}
