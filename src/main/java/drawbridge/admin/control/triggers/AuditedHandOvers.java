package drawbridge.admin.control.triggers;

import drawbridge.inbound.trigger.control.verification.HandOverLog;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.control.AuditTrail;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Writes secrets that handshakes hand over into the audit log, as changes of the server. */
@ApplicationScoped
public class AuditedHandOvers implements HandOverLog {

  private static final Action TAKEN = new Action("trigger-secret.taken", Role.ADMIN);

  @Inject AuditTrail trail;

  @Override
  public void taken(Trigger trigger) {
    Change change = Change.of(TAKEN, trigger.workspaceId(), trigger.name());
    trail.end(trail.begin(Person.SERVER, change), Outcome.MADE);
  }
}
