package drawbridge.admin.control.list;

import drawbridge.admin.control.RetiringSecretUse;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects warnings about a trigger: faults that will make it refuse its sender. */
public final class TriggerWarnings {

  private final TriggerLine line;
  private final Instant now;

  public TriggerWarnings(TriggerLine line, Instant now) {
    this.line = line;
    this.now = now;
  }

  /** Returns all warnings in one text; empty when there are none. */
  public Optional<String> ofTrigger() {
    List<String> warnings = new ArrayList<>();
    if (line.address().isEmpty()) {
      warnings.add(
          "The url cannot be shown: this node lacks the key under which it is kept, see keyId in"
              + " the trigger's secrets.");
    }
    missing().forEach(purpose -> warnings.add(missingWarning(purpose)));
    for (TriggerSecret secret : line.secrets()) {
      of(secret).ifPresent(it -> warnings.add(subject(secret.purpose()) + ": " + it));
    }
    return warnings.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", warnings));
  }

  private List<Purpose> missing() {
    return new NeededSecrets(line.setup(), Optional.of(line.setup()))
        .missing(
            purpose ->
                line.secrets().stream()
                    .anyMatch(it -> it.purpose() == purpose && it.isValidAt(now)));
  }

  private static String missingWarning(Purpose purpose) {
    return "The "
        + purpose.label()
        + " has no secret, and what needs it is refused: POST one to the trigger's secrets.";
  }

  /** Returns the warning about one secret: that its sender still uses it after its replacement. */
  public Optional<String> of(TriggerSecret secret) {
    List<RetiringSecretUse> others =
        line.secrets().stream()
            .filter(other -> other.purpose() == secret.purpose())
            .map(TriggerWarnings::use)
            .toList();
    return use(secret).warning(others, now);
  }

  private static RetiringSecretUse use(TriggerSecret secret) {
    return new RetiringSecretUse(secret.createdAt(), secret.lastUsedAt(), secret.retiresAt());
  }

  private static String subject(Purpose purpose) {
    return switch (purpose) {
      case ADDRESS -> "An old url";
      case SIGNATURE -> "An old secret of the signature";
      case HANDSHAKE -> "An old secret of the handshake";
    };
  }
}
