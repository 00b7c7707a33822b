package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.platform.Fault;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The secrets that a request sends with a setup. Not a record, because a record prints itself. */
public final class GivenSecrets {

  /** The members of a setup's members that hold secrets, and their purpose. */
  private record Member(String owner, String name, Purpose purpose) {}

  private static final List<Member> MEMBERS =
      List.of(
          new Member("signature", "secret", Purpose.SIGNATURE),
          new Member("handshake", "secret", Purpose.HANDSHAKE),
          new Member("handshake", "token", Purpose.HANDSHAKE));

  private final Map<Purpose, String> given = new EnumMap<>(Purpose.class);

  /** Returns an empty set of secrets. */
  public static GivenSecrets none() {
    return new GivenSecrets();
  }

  /**
   * Reads {@code signature.secret}, {@code handshake.secret} and {@code handshake.token}.
   *
   * @param faults receives a fault for each that is not a text
   */
  public static GivenSecrets in(JsonObject setup, List<Fault> faults) {
    GivenSecrets secrets = new GivenSecrets();
    for (Member member : MEMBERS) {
      if (setup.get(member.owner) instanceof JsonObject owner) {
        secrets.take(member, owner.getOrDefault(member.name, JsonValue.NULL), faults);
      }
    }
    return secrets;
  }

  /** Returns the same setup without the members that hold secrets. */
  public static JsonObject without(JsonObject setup) {
    var rest = Json.createObjectBuilder(setup);
    for (String name : List.of("signature", "handshake")) {
      if (setup.get(name) instanceof JsonObject owner) {
        var kept = Json.createObjectBuilder(owner);
        MEMBERS.stream().filter(it -> it.owner.equals(name)).forEach(it -> kept.remove(it.name));
        rest.add(name, kept);
      }
    }
    return rest.build();
  }

  /** Returns the secret for a purpose. */
  public Optional<String> of(Purpose purpose) {
    return Optional.ofNullable(given.get(purpose));
  }

  private void take(Member member, JsonValue value, List<Fault> faults) {
    if (value instanceof JsonString secret) {
      if (given.putIfAbsent(member.purpose, secret.getString()) != null) {
        faults.add(Fault.at("/" + member.owner, "must have a token or a secret, and not both"));
      }
    } else if (value != JsonValue.NULL) {
      faults.add(Fault.at("/" + member.owner + "/" + member.name, "must be a string"));
    }
  }
}
