package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Json;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.signature.Scheme;
import java.util.List;
import java.util.Optional;

/**
 * The setup of a trigger: the workflow it starts, the proofs it asks for, the bodies it accepts.
 * Holds no secret.
 *
 * @param acceptedStatus the status of the reply to an accepted request: 202, or 200 for senders
 *     that accept no other
 * @param rate the limit of this trigger; empty for the limit of the settings
 */
public record Setup(
    Starts starts, Asks asks, Takes takes, int acceptedStatus, Optional<Rate> rate) {

  /**
   * The workflow that every request starts (T1).
   *
   * @param workflow name or UUID
   */
  public record Starts(String workflow, ObjectNode stateValues) {}

  /** The proofs that a request needs beside the address (T2, T4), and the handshake (T5). */
  public record Asks(
      boolean secretRequired, Optional<Scheme> signature, Optional<Handshake> handshake) {}

  /**
   * The media types of requests and the source of their uid (T3, T6).
   *
   * @param uidFrom empty when requests have no uid
   */
  public record Takes(Optional<DeliveryPart> uidFrom, List<MediaKind> mediaTypes) {
    public Takes {
      mediaTypes = List.copyOf(mediaTypes);
    }
  }

  /** Returns the tree of {@link SetupForm}. */
  public ObjectNode toJson() {
    return (ObjectNode) Json.read(JsonBinding.write(SetupForm.of(this)));
  }
}
