package drawbridge.inbound.body;

import drawbridge.platform.Fault;

/** Ends the reading of a body with a fault. Never leaves this package. */
final class Unreadable extends Exception {

  private final transient Fault fault;

  Unreadable(Fault fault) {
    super(fault.detail(), null, false, false);
    this.fault = fault;
  }

  Fault fault() {
    return fault;
  }
}
