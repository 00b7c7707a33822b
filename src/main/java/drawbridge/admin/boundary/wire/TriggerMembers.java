package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.list.SampleCall;
import drawbridge.admin.control.list.TriggerWarnings;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Triggers and their secrets, as the operators' API writes them. */
@RequestScoped
public class TriggerMembers {

  @Inject PublicUrl urls;
  @Inject Clock clock;

  /**
   * A trigger with its address and the command that calls it; without any other secret.
   *
   * @param request any address at which a request came to this server
   */
  public Members of(URI request, String workspace, TriggerLine line) {
    Trigger trigger = line.trigger();
    Optional<String> url = line.address().map(id -> urls.of(request, workspace, id));
    Members members =
        new Members()
            .with("id", trigger.id())
            .with("name", trigger.name())
            .with("url", url.orElse(null))
            .with("enabled", !trigger.isDisabled())
            .with("createdAt", trigger.createdAt())
            .with("changedAt", trigger.changedAt())
            .with("lastSeenAt", trigger.lastSeenAt())
            .with("lastOutcome", trigger.lastOutcome())
            .with("warning", warnings(line).ofTrigger().orElse(null));
    line.setup().toJson().forEachEntry(members::with);
    url.map(it -> new SampleCall(line.setup(), it))
        .ifPresent(
            call ->
                members
                    .with("curl", call.command().orElse(null))
                    .with("curlNote", call.note().orElse(null)));
    return members;
  }

  /** A secret, without its value. */
  public Members of(TriggerSecret secret, TriggerLine line) {
    return new Members()
        .with("id", secret.id())
        .with("purpose", secret.purpose().label())
        .with("createdAt", secret.createdAt())
        .with("lastUsedAt", secret.lastUsedAt())
        .with("retiresAt", secret.retiresAt())
        .with("keyId", secret.keyId())
        .with("warning", warnings(line).of(secret).orElse(null));
  }

  private TriggerWarnings warnings(TriggerLine line) {
    return new TriggerWarnings(line, clock.instant());
  }
}
