package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One element of a batch, with what it says itself.
 *
 * @param runtime its other members overlaid by its {@code runtimeData}; absent when it has neither
 *     (B5)
 * @param uid its own: a uid is never inherited (B4)
 */
public record BatchEntry(
    Setting<String> workflow,
    Setting<ObjectNode> stateValues,
    Setting<ObjectNode> runtime,
    Optional<Uid> uid) {

  /** Whether the parent's state values are its own (B3). */
  boolean inheritsStateValues() {
    return stateValues.match(own -> false, () -> true);
  }

  /** Whether the parent's other members are its runtime data (B5). */
  boolean inheritsRuntime() {
    return runtime.match(own -> false, () -> true);
  }

  /** The parent fills what this entry leaves out, whole values and never parts of them (B3, B5). */
  public RunOrder under(WorkflowRequest parent) {
    return new RunOrder(
        workflow.orElse(parent.workflow()),
        stateValues.orElse(parent.stateValues()),
        runtime.orElse(parent.runtime()),
        uid);
  }
}
