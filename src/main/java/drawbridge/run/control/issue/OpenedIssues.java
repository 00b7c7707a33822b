package drawbridge.run.control.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.lang.System.Logger.Level;

/** Logs each issue that a failure has opened or reopened, once for all of its failures. */
@ApplicationScoped
public class OpenedIssues {

  private static final System.Logger LOG = System.getLogger(OpenedIssues.class.getName());

  void onOpened(@Observes(during = TransactionPhase.AFTER_SUCCESS) IssueLedger.Opened some) {
    some.issues()
        .forEach(
            id ->
                LOG.log(
                    Level.INFO,
                    "issue {0}: opened by a failed run; further failures are not logged",
                    id));
  }
}
