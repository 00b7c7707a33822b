package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.entity.Workspace;
import java.util.Optional;
import java.util.Set;

/**
 * A request to send again (O2). Not a record, since a record prints itself and this holds a body.
 */
public final class ResendOrder {

  final String id;
  final Workspace workspace;
  final Optional<Trigger> trigger;
  final RequestData original;
  final Content content;
  final boolean isEdited;
  final Set<String> startedUids;

  /**
   * @param id of the new request; names one act, so that a repeated order does nothing
   * @param trigger empty for the workflow request URL
   * @param original with the headers to send
   * @param startedUids the uids of elements that have started runs: theirs start without a claim
   */
  public ResendOrder(
      String id,
      Workspace workspace,
      Optional<Trigger> trigger,
      RequestData original,
      Content content,
      boolean isEdited,
      Set<String> startedUids) {
    this.id = id;
    this.workspace = workspace;
    this.trigger = trigger;
    this.original = original;
    this.content = content;
    this.isEdited = isEdited;
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
