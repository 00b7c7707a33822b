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
 * The settings of a trigger, without secrets.
 *
 * @param acceptedStatus the status for a recorded request: 202, or 200 for senders that require it
 * @param rate its own rate; empty for that of the settings
 */
public record Setup(
    Starts starts, Asks asks, Takes takes, int acceptedStatus, Optional<Rate> rate) {

  /**
   * What every event starts (T1).
   *
   * @param workflow name or UUID
   */
  public record Starts(String workflow, ObjectNode stateValues) {}

  /** How a request is authenticated beyond the URL (T2, T4), and its handshake (T5). */
  public record Asks(
      boolean secretRequired, Optional<Scheme> signature, Optional<Handshake> handshake) {}

  /**
   * How an event is read (T3, T6).
   *
   * @param uidFrom where the uid is; empty when events have no uid
   */
  public record Takes(Optional<DeliveryPart> uidFrom, List<MediaKind> mediaTypes) {
    public Takes {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /** Returns the JSON of the API with every member. {@link SetupForm} reads it. */
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
