package drawbridge.run.worker;

import drawbridge.run.control.Ledger;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Tells the dispatcher what a transaction meant for this node's work, once it has ended. Not the
 * dispatcher itself hears of it: an observer that is an enterprise bean is looked up by its name
 * for every event.
 */
@ApplicationScoped
public class AfterCommit {

  @EJB Dispatcher dispatcher;

  void queued(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Queued queued) {
    dispatcher.onQueued(queued);
  }

  void begun(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Begun begun) {
    dispatcher.onBegun(begun);
  }

  void notBegun(@Observes(during = TransactionPhase.AFTER_FAILURE) Ledger.Begun begun) {
    dispatcher.onNotBegun(begun);
  }
}
