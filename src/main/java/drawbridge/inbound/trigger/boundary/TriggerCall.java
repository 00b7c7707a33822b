package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.Setup;
import java.security.Principal;

/** A request with the URL of a trigger. */
record TriggerCall(MatchedTrigger matched, Caller caller) implements Principal {

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
