package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One entry of a batch as its sender wrote it.
 *
 * @param runtime its other members overlaid by its {@code runtimeData}; absent when it has neither
 *     (B5)
 * @param uid never inherited (B4)
 */
public record BatchEntry(
    Setting<String> workflow,
    Setting<ObjectNode> stateValues,
    Setting<ObjectNode> runtime,
    Optional<Uid> uid) {

  boolean inheritsStateValues() {
    return stateValues.match(own -> false, () -> true);
  }

  boolean inheritsRuntime() {
    return runtime.match(own -> false, () -> true);
  }

  /** Returns the order: whole values of the parent fill what this entry leaves out (B3, B5). */
  RunOrder under(RunOrder parent) {
    return new RunOrder(
        workflow.orElse(parent.workflow()),
        stateValues.orElse(parent.stateValues()),
        runtime.<JsonNode>match(own -> own, parent::runtime),
        uid);
  }
}
