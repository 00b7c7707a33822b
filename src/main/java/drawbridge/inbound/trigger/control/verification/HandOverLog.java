package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.entity.Trigger;

/** Keeps a record of secrets that handshakes hand over. The audit log implements it. */
@FunctionalInterface
public interface HandOverLog {

  /** Records that a trigger took a secret. */
  void taken(Trigger trigger);
}
