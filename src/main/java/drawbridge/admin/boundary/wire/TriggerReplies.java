package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.list.SampleCall;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Decoding;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.RouteForm;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.inbound.trigger.setup.UidForm;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds replies about triggers and their secrets. */
@RequestScoped
public class TriggerReplies {

  @Inject PublicUrl urls;
  @Inject Clock clock;

  /**
   * A trigger with its address and the command that calls it, without any other secret.
   *
   * @param url null, like the command, for roles that may not use the trigger, and when this node
   *     lacks the key of the address
   */
  public record TriggerReply(
      String id,
      String name,
      @Nullable String url,
      boolean enabled,
      Instant createdAt,
      Instant changedAt,
      @Nullable Instant lastSeenAt,
      @Nullable String lastOutcome,
      @Nullable Instant windowUntil,
      @Nullable Instant leaseUntil,
      @Nullable String warning,
      @Nullable String preset,
      @Nullable Integer presetVersion,
      @Nullable String workflow,
      JsonValue stateValues,
      boolean secretRequired,
      @Nullable JsonValue signature,
      @Nullable JsonValue handshake,
      List<String> methods,
      List<String> mediaTypes,
      @Nullable List<Decoding> decode,
      @Nullable Integer maxBody,
      boolean keepBody,
      @Nullable String split,
      @Nullable UidForm uidFrom,
      @Nullable List<RouteForm> routes,
      @Nullable JsonValue reply,
      @Nullable Integer keepRefused,
      @Nullable Integer acceptedStatus,
      SetupForm.@Nullable Limit rate,
      @Nullable String curl,
      @Nullable String curlNote) {}

  /** A secret without its value. */
  public record SecretReply(
      String id,
      Purpose purpose,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant retiresAt,
      String keyId,
      boolean readable,
      @Nullable String warning) {}

  /**
   * Returns the reply about a trigger.
   *
   * @param request any URI of a request to this server
   */
  public TriggerReply of(URI request, String workspace, TriggerLine line) {
    Trigger trigger = line.trigger();
    SetupForm setup = SetupForm.of(line.setup());
    Optional<String> url = line.address().map(id -> urls.of(request, workspace, id));
    Optional<SampleCall> call = url.map(it -> new SampleCall(line.setup(), it));
    return new TriggerReply(
        trigger.id(),
        trigger.name(),
        url.orElse(null),
        !trigger.isDisabled(),
        trigger.createdAt(),
        trigger.changedAt(),
        trigger.lastSeenAt(),
        trigger.lastOutcome(),
        trigger.isWindowOpen(clock.instant()) ? trigger.windowUntil() : null,
        trigger.leaseUntil(),
        line.warning(clock.instant()).orElse(null),
        setup.preset(),
        setup.presetVersion(),
        setup.workflow(),
        Objects.requireNonNull(setup.stateValues()),
        line.setup().asks().secretRequired(),
        setup.signature(),
        setup.handshake(),
        line.setup().takes().methods(),
        line.setup().takes().mediaTypes().stream().map(MediaKind::name).toList(),
        setup.decode(),
        setup.maxBody(),
        line.setup().takes().keepBody(),
        setup.split(),
        setup.uidFrom(),
        setup.routes(),
        setup.reply(),
        setup.keepRefused(),
        setup.acceptedStatus(),
        setup.rate(),
        call.flatMap(SampleCall::command).orElse(null),
        call.flatMap(SampleCall::note).orElse(null));
  }

  /** Returns the reply about a secret of a trigger. */
  public SecretReply of(TriggerSecret secret, TriggerLine line) {
    return new SecretReply(
        secret.id(),
        secret.purpose(),
        secret.createdAt(),
        secret.lastUsedAt(),
        secret.retiresAt(),
        secret.keyId(),
        secret.isReadable(),
        line.warning(secret, clock.instant()).orElse(null));
  }
}
