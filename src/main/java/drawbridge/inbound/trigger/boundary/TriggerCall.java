package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.Trigger;
import java.security.Principal;

/** A request to a trigger, of somebody who knows its address. */
record TriggerCall(MatchedTrigger matched, Caller caller) implements Principal {

  /** The workspace, as a {@link Caller} has it. */
  @Override
  public String getName() {
    return caller.getName();
  }

  Trigger trigger() {
    return matched.trigger();
  }

  Setup setup() {
    return matched.setup();
  }
}
