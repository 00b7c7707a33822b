package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Json;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.signature.Scheme;
import java.util.List;
import java.util.Optional;

/**
 * What a trigger does with a request. Holds no secret.
 *
 * @param acceptedStatus says that a request was recorded: 202, or 200 for senders that take no
 *     other
 * @param rate its own limit; empty for that of the settings
 */
public record Setup(
    Starts starts, Asks asks, Takes takes, int acceptedStatus, Optional<Rate> rate) {

  /**
   * What every request starts (T1).
   *
   * @param workflow name or UUID
   */
  public record Starts(String workflow, ObjectNode stateValues) {}

  /** What a sender must show beside the address (T2, T4), and how it tries the address (T5). */
  public record Asks(
      boolean secretRequired, Optional<Scheme> signature, Optional<Handshake> handshake) {}

  /**
   * How a request is read (T3, T6).
   *
   * @param uidFrom where the uid is found; empty when requests have none
   */
  public record Takes(Optional<DeliveryPart> uidFrom, List<MediaKind> mediaTypes) {
    public Takes {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /** As the operators' API writes it, every member; {@link SetupForm} reads it. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object().put("workflow", starts.workflow());
    json.set("stateValues", starts.stateValues());
    json.put("secretRequired", asks.secretRequired());
    asks.signature().ifPresent(scheme -> json.set("signature", scheme.toJson()));
    asks.handshake().ifPresent(handshake -> json.set("handshake", handshake.toJson()));
    takes.uidFrom().ifPresent(part -> json.set("uidFrom", part.toJson()));
    takes.mediaTypes().forEach(type -> json.withArray("/mediaTypes").add(type.name()));
    json.put("acceptedStatus", acceptedStatus);
    rate.ifPresent(limit -> json.set("rate", limit.toJson()));
    return json;
  }
}
