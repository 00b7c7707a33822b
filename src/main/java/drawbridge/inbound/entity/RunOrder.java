package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a request asks one run to start with.
 *
 * <p>Orders of one batch share inherited trees. Trees must not be changed: copying a parent of one
 * MiB for a thousand entries would take a gigabyte.
 *
 * @param workflow UUID or name as the sender wrote it (C4)
 * @param stateValues preset state values by name (C5)
 * @param withoutUid why the order has no uid although its trigger takes one (T3)
 * @param runtime runtime data: an object by name (C7, B5), or the body that a trigger received (T1)
 */
public record RunOrder(
    String workflow,
    ObjectNode stateValues,
    JsonNode runtime,
    Optional<Uid> uid,
    Optional<String> withoutUid) {

  /** An order that has its uid, or needs none. */
  public RunOrder(String workflow, ObjectNode stateValues, JsonNode runtime, Optional<Uid> uid) {
    this(workflow, stateValues, runtime, uid, Optional.empty());
  }
}
