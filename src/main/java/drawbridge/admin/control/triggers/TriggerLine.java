package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import java.util.List;
import java.util.Optional;

/**
 * A trigger as operators see it. Not for senders, and not to be logged: the address is a
 * credential.
 *
 * @param address the id in the newest address; empty when this node lacks its key
 * @param secrets oldest first, addresses among them; retired ones too
 */
public record TriggerLine(
    Trigger trigger, Setup setup, Optional<String> address, List<TriggerSecret> secrets) {
  public TriggerLine {
    secrets = List.copyOf(secrets);
  }

  /** The name only. */
  @Override
  public String toString() {
    return "TriggerLine[" + trigger.name() + "]";
  }
}
