package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What one run is to be started with.
 *
 * <p>Orders of one batch share the trees that they inherit, so the trees are never changed; copying
 * them would make a thousand megabytes of a body of one.
 *
 * @param workflow UUID or name as the sender wrote it (C4)
 * @param stateValues preset state values by name (C5)
 * @param runtime runtime data: an object by name (C7, B5), or what a trigger was sent (T1)
 */
public record RunOrder(
    String workflow, ObjectNode stateValues, JsonNode runtime, Optional<Uid> uid) {

  /**
   * SHA-256 as 64 hexadecimal digits: equal for equal payloads (D5), whatever the uid and the order
   * of members. Who needs it for all orders of a batch asks one {@link Fingerprints}.
   */
  public String fingerprint() {
    return new Fingerprints().of(this);
  }
}
