package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import java.util.List;
import java.util.Optional;

/**
 * A trigger for operators. Do not log it or show it to senders: the address is a credential.
 *
 * @param address id in the newest address; empty when this node lacks its key
 * @param secrets oldest first, addresses and retired secrets included
 */
public record TriggerLine(
    Trigger trigger, Setup setup, Optional<String> address, List<TriggerSecret> secrets) {
  public TriggerLine {
    secrets = List.copyOf(secrets);
  }

  /** Returns the name only. */
  @Override
  public String toString() {
    return "TriggerLine[" + trigger.name() + "]";
  }
}
