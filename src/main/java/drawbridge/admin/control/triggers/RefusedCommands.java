package drawbridge.admin.control.triggers;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.inbound.control.RefusedLedger;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.trigger.control.RefusedResend;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Lists the refused deliveries of triggers, and sends them again for operators (T12). */
@ApplicationScoped
public class RefusedCommands {

  private static final Action SEND = new Action("refused-delivery.send", Scope.RUN);

  @Inject RefusedLedger ledger;
  @Inject RefusedResend resend;
  @Inject AuditedCommands commands;
  @Inject CurrentOperator operator;

  /**
   * Returns a page, newest first; its cursor is the id of a delivery.
   *
   * @param before id of a delivery; only older ones are returned
   */
  public Page<RefusedDelivery, String> find(Trigger trigger, Optional<String> before, int most) {
    List<RefusedDelivery> found = ledger.find(trigger.id(), before, most + 1);
    return Page.of(found, most, RefusedDelivery::id);
  }

  /** Returns one delivery of a trigger. */
  public Optional<RefusedDelivery> find(Trigger trigger, String id) {
    return ledger.find(trigger.id(), id);
  }

  /** Sends a delivery again, in one transaction. Idempotent once it was sent. */
  public RefusedResend.Outcome send(Trigger trigger, String id) {
    return commands.make(
        Change.of(SEND, trigger.workspaceId(), trigger.name()).saying("refused delivery " + id),
        () ->
            WorkspaceMutex.in(
                trigger.workspaceId(), () -> resend.send(trigger, id, operator.getName())),
        outcome -> outcome instanceof RefusedResend.Outcome.Sent sent && sent.isNew());
  }
}
