package drawbridge.inbound.trigger.boundary;

import drawbridge.inbound.boundary.Caller;
import drawbridge.inbound.trigger.control.Called;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.Trigger;
import java.security.Principal;

/** A request to a trigger, of somebody who knows its address. */
record Call(Called called, Caller caller) implements Principal {

  /** The workspace, as a {@link Caller} has it. */
  @Override
  public String getName() {
    return caller.getName();
  }

  Trigger trigger() {
    return called.trigger();
  }

  Setup setup() {
    return called.setup();
  }
}
