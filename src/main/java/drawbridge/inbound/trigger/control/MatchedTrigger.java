package drawbridge.inbound.trigger.control;

import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.List;

/**
 * A trigger with everything that the verification of its requests needs.
 *
 * @param secrets all secrets, newest first, including retired ones
 */
public record MatchedTrigger(
    Workspace workspace, Trigger trigger, Setup setup, List<TriggerSecret> secrets) {

  public MatchedTrigger {
    secrets = secrets.stream().sorted(TriggerSecret.OLDEST_FIRST.reversed()).toList();
  }

  /**
   * Returns the parts of a request that no run may see.
   *
   * @param address the id in the URL of the request
   */
  public HiddenParts hidden(String address) {
    return HiddenParts.of(workspace.hiddenHeaders()).with(setup.asks().secretParts(), address);
  }

  /** Returns the secrets of a purpose that are valid at this time, newest first. */
  public List<TriggerSecret> valid(Purpose purpose, Instant now) {
    return secrets.stream()
        .filter(secret -> secret.purpose() == purpose && secret.isValidAt(now))
        .toList();
  }
}
