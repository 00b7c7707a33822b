package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.body.BodyTree;
import drawbridge.inbound.body.FaultList;
import drawbridge.platform.Json;
import java.util.List;
import java.util.Optional;

/**
 * One body as its sender wrote it, checked but not merged: a single order, or the parent of a
 * batch.
 *
 * <p>Its trees are shared by the orders made from it and never changed.
 *
 * @param runtime every member but {@code workflow}, {@code stateValues}, {@code uid} and {@code
 *     batch}; {@code runtimeData} is an ordinary one here (C7)
 * @param uid never present with a batch (B4)
 * @param batch the entries in the order of the array, maybe none
 */
public record WorkflowRequest(
    String workflow,
    ObjectNode stateValues,
    ObjectNode runtime,
    Optional<Uid> uid,
    Setting<List<BatchEntry>> batch) {

  /**
   * Reads a body, and finds every fault it has (R3). Never throws, whatever the bytes.
   *
   * <p>A body over the limit is not looked into; a batch over the limit is refused before what is
   * in it is checked.
   */
  public static ReadResult read(byte[] body, RequestLimits limits) {
    if (body.length > limits.maxBody()) {
      return new ReadResult.TooLarge("a body may have " + limits.maxBody() + " bytes");
    }
    FaultList faults = new FaultList();
    return BodyTree.object(body, faults)
        .map(tree -> new RequestForm(limits, faults).read(tree))
        .orElseGet(() -> new ReadResult.Malformed(faults.toList()));
  }

  /** Characters of JSON that the entries of a batch take over from their parent, all together. */
  long inherited() {
    List<BatchEntry> entries = batch.orElse(List.of());
    long states = entries.stream().filter(BatchEntry::inheritsStateValues).count();
    long runtimes = entries.stream().filter(BatchEntry::inheritsRuntime).count();
    return (states == 0 ? 0 : states * Json.write(stateValues).length())
        + (runtimes == 0 ? 0 : runtimes * Json.write(runtime).length());
  }

  /** What is to be started, in the order of the array (B8); without a batch exactly one order. */
  public List<RunOrder> orders() {
    return batch.match(
        entries -> entries.stream().map(entry -> entry.under(this)).toList(),
        () -> List.of(new RunOrder(workflow, stateValues, runtime, uid)));
  }
}
