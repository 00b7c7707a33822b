package drawbridge.operator.control;

import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The one way to change something on behalf of an operator, from the API and from the pages: nobody
 * does it without the role, and nothing is done without a word in the audit log.
 *
 * <p>The word is written in a transaction of its own before the change begins, so that no change is
 * without it even if the node dies, and what came of it after the change.
 */
@ApplicationScoped
public class AuditedCommands {

  private static final System.Logger LOG = System.getLogger(AuditedCommands.class.getName());

  @Inject CurrentOperator currentOperator;
  @Inject AuditTrail trail;

  /** Makes a change that is one whenever it does not fail. */
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
   * Makes a change.
   *
   * @param isMade whether the answer of {@code work} means that something was changed; if not, the
   *     audit log says nothing
   * @return what {@code work} answers
   * @throws NotAllowed when who is at work lacks the role; nothing was done
   */
  public <T> T make(Change change, Supplier<T> work, Predicate<? super T> isMade) {
    Person person = currentOperator.person();
    if (!person.may(change.action().needs())) {
      throw new NotAllowed(person, change.action());
    }
    String entry = trail.begin(person, change);
    boolean isFinished = false;
    try {
      T answer = work.get();
      isFinished = true;
      end(entry, () -> endWell(entry, isMade.test(answer)));
      return answer;
    } finally {
      if (!isFinished) {
        end(entry, () -> trail.end(entry, Outcome.FAILED));
      }
    }
  }

  private void endWell(String entry, boolean isMade) {
    if (isMade) {
      trail.end(entry, Outcome.MADE);
    } else {
      trail.takeBack(entry);
    }
  }

  /** The change stands, whether or not its end can be written. */
  private static void end(String entry, Runnable writing) {
    try {
      writing.run();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "audit entry {0}: what came of it could not be written ({1})",
          entry,
          e.toString());
    }
  }
}
