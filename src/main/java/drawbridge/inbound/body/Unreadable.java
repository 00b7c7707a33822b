package drawbridge.inbound.body;

import drawbridge.platform.Fault;

/** The text cannot be read further; carries why. Never leaves {@link BodyTree}. */
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
