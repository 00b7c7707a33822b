package drawbridge.inbound.entity;

import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.FaultList;
import drawbridge.platform.Json;
import java.util.List;

/**
 * A parsed and checked body. Its orders share its trees, which must not be changed.
 *
 * @param order the members outside of {@code batch}: the only order, or the parent of the entries
 *     (then without uid, B4). Its runtime data is every member but {@code workflow}, {@code
 *     stateValues}, {@code uid} and {@code batch} (C7)
 * @param batch the entries in the order of the array
 */
public record WorkflowRequest(RunOrder order, Setting<List<BatchEntry>> batch) {

  /**
   * Reads a body and finds all its faults (R3). Never throws. A body or batch above its limit is
   * refused before its content is checked.
   */
  public static ReadResult read(byte[] body, RequestLimits limits) {
    if (body.length > limits.maxBody()) {
      return new ReadResult.TooLarge(
          "The body has more than " + limits.maxBody() + " bytes. Send a shorter one.");
    }
    FaultList faults = new FaultList();
    return BodyTree.object(body, faults)
        .map(tree -> new RequestForm(limits, faults).read(tree))
        .orElseGet(() -> new ReadResult.Malformed(faults.toList()));
  }

  /** Returns the JSON characters that all entries together inherit from their parent. */
  long inherited() {
    List<BatchEntry> entries = batch.orElse(List.of());
    long states = entries.stream().filter(BatchEntry::inheritsStateValues).count();
    long runtimes = entries.stream().filter(BatchEntry::inheritsRuntime).count();
    return (states == 0 ? 0 : states * Json.write(order.stateValues()).length())
        + (runtimes == 0 ? 0 : runtimes * Json.write(order.runtime()).length());
  }

  /** Returns one order for each entry, in their order (B8); without a batch exactly one. */
  public List<RunOrder> orders() {
    return batch.match(
        entries -> entries.stream().map(entry -> entry.under(order)).toList(),
        () -> List.of(order));
  }
}
