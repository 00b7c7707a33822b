package drawbridge.console.boundary;

import drawbridge.console.control.LateUse;
import drawbridge.console.control.TriggerLine;
import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  Members of(URI request, String workspace, TriggerLine line) {
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
            .with("warning", warning(line).orElse(null));
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
  Members of(TriggerSecret secret, TriggerLine line) {
    return new Members()
        .with("id", secret.id())
        .with("purpose", secret.purpose().label())
        .with("createdAt", secret.createdAt())
        .with("lastUsedAt", secret.lastUsedAt())
        .with("retiresAt", secret.retiresAt())
        .with("keyId", secret.keyId())
        .with("warning", warning(secret, line).orElse(null));
  }

  private Optional<String> warning(TriggerLine line) {
    List<String> warnings = new ArrayList<>();
    if (line.address().isEmpty()) {
      warnings.add(
          "The url cannot be shown: this node lacks the key under which it is kept, see keyId in"
              + " the trigger's secrets.");
    }
    missing(line).forEach(purpose -> warnings.add(lacking(purpose)));
    for (TriggerSecret secret : line.secrets()) {
      warning(secret, line).ifPresent(it -> warnings.add(subject(secret.purpose()) + ": " + it));
    }
    return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", warnings));
  }

  private List<Purpose> missing(TriggerLine line) {
    Instant now = clock.instant();
    return new NeededSecrets(line.setup(), Optional.of(line.setup()))
        .missing(
            purpose ->
                line.secrets().stream()
                    .anyMatch(it -> it.purpose() == purpose && it.isValidAt(now)));
  }

  private static String lacking(Purpose purpose) {
    return "The "
        + purpose.label()
        + " has no secret, and what needs it is refused: POST one to the trigger's secrets.";
  }

  private Optional<String> warning(TriggerSecret secret, TriggerLine line) {
    List<LateUse> others =
        line.secrets().stream()
            .filter(other -> other.purpose() == secret.purpose())
            .map(TriggerMembers::use)
            .toList();
    return use(secret).warning(others, clock.instant());
  }

  private static LateUse use(TriggerSecret secret) {
    return new LateUse(secret.createdAt(), secret.lastUsedAt(), secret.retiresAt());
  }

  private static String subject(Purpose purpose) {
    return switch (purpose) {
      case ADDRESS -> "An old url";
      case SIGNATURE -> "An old secret of the signature";
      case HANDSHAKE -> "An old secret of the handshake";
    };
  }
}
