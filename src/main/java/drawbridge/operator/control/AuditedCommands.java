package drawbridge.operator.control;

import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Executes changes of operators: checks the role, or the scopes of a token, and writes the audit
 * log. The API and the pages change nothing without this class.
 *
 * <p>An entry is committed before the change starts, so that a crash leaves no change without an
 * entry. The outcome is added after the change.
 */
@ApplicationScoped
public class AuditedCommands {

  private static final System.Logger LOG = System.getLogger(AuditedCommands.class.getName());

  @Inject CurrentOperator currentOperator;
  @Inject AuditTrail trail;

  /**
   * Executes a change. The audit log keeps its entry.
   *
   * @throws NotAllowed when the current operator may not do it; nothing was done
   */
  public void make(Change change, Runnable work) {
    make(
        change,
        () -> {
          work.run();
          return true;
        },
        Boolean::booleanValue);
  }

  /**
   * Executes a change.
   *
   * @param isMade tells from the result of {@code work} whether something changed; if not, the
   *     audit log keeps no entry
   * @return the result of {@code work}
   * @throws NotAllowed when the current operator may not do it; nothing was done
   */
  public <T> T make(Change change, Supplier<T> work, Predicate<? super T> isMade) {
    currentOperator.require(change);
    String entry = trail.begin(currentOperator.person(), change);
    boolean isFinished = false;
    try {
      T result = work.get();
      isFinished = true;
      end(entry, () -> endFinished(entry, isMade.test(result)));
      return result;
    } finally {
      if (!isFinished) {
        end(entry, () -> trail.end(entry, Outcome.FAILED));
      }
    }
  }

  private void endFinished(String entry, boolean isMade) {
    if (isMade) {
      trail.end(entry, Outcome.MADE);
    } else {
      trail.discard(entry);
    }
  }

  /** Writes the outcome. A failure is logged only, because the change is done. */
  private static void end(String entry, Runnable write) {
    try {
      write.run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "audit entry {0}: cannot write the outcome ({1}); the entry keeps the outcome begun",
          entry,
          e.toString());
    }
  }
}
