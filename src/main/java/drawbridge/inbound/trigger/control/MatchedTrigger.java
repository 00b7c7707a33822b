package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.List;

/**
 * A trigger whose address somebody knew.
 *
 * @param secrets all of them, newest first, retired ones too
 */
public record MatchedTrigger(
    Workspace workspace, Trigger trigger, Setup setup, List<TriggerSecret> secrets) {

  /** Those of a purpose that are valid, newest first. */
  List<TriggerSecret> valid(Purpose purpose, Instant now) {
    return secrets.stream()
        .filter(secret -> secret.purpose() == purpose && secret.isValidAt(now))
        .toList();
  }
}
