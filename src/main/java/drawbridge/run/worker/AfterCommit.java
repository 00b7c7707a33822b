package drawbridge.run.worker;

import drawbridge.run.control.Ledger;
import drawbridge.run.slots.RunSlots;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * Passes the events of ended transactions to this node's dispatcher and slots. The dispatcher does
 * not observe them itself, because the container looks up an observing enterprise bean by name for
 * each event.
 */
@ApplicationScoped
public class AfterCommit {

  @EJB Dispatcher dispatcher;
  @Inject RunSlots slots;

  void queued(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Queued queued) {
    dispatcher.onQueued(queued);
  }

  void begun(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Begun begun) {
    dispatcher.onBegun(begun);
  }

  void notBegun(@Observes(during = TransactionPhase.AFTER_FAILURE) Ledger.Begun begun) {
    dispatcher.onNotBegun(begun);
  }

  void cancelRequested(
      @Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.CancelRequested requested) {
    slots.cancel(requested.runs());
  }
}
