package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets given with a setup. Not a record, since a record prints itself. */
public final class GivenSecrets {

  private final Map<Purpose, String> given = new EnumMap<>(Purpose.class);

  /** Returns an instance without secrets. */
  public static GivenSecrets none() {
    return new GivenSecrets();
  }

  /**
   * Removes {@code signature.secret}, {@code handshake.secret} and {@code handshake.token} from the
   * object. A value that is not a string is a fault.
   */
  public static GivenSecrets takenFrom(ObjectNode json, List<Fault> faults) {
    GivenSecrets secrets = new GivenSecrets();
    secrets.take(json, "signature", "secret", Purpose.SIGNATURE, faults);
    secrets.take(json, "handshake", "secret", Purpose.HANDSHAKE, faults);
    secrets.take(json, "handshake", "token", Purpose.HANDSHAKE, faults);
    return secrets;
  }

  /** Returns the secret of this purpose. */
  public Optional<String> of(Purpose purpose) {
    return Optional.ofNullable(given.get(purpose));
  }

  private void take(
      ObjectNode json, String owner, String member, Purpose purpose, List<Fault> faults) {
    if (!(json.get(owner) instanceof ObjectNode object)) {
      return;
    }
    JsonNode value = object.remove(member);
    if (value == null || value.isNull()) {
      return;
    }
    if (!value.isTextual()) {
      faults.add(Fault.at("/" + owner + "/" + member, "must be a string"));
    } else if (given.putIfAbsent(purpose, value.textValue()) != null) {
      faults.add(Fault.at("/" + owner, "must not have both a token and a secret"));
    }
  }
}
