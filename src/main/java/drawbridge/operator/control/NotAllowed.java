package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Person;
import jakarta.ejb.ApplicationException;

/** The operator lacks the role or the scope for a change. Nothing was done. */
@ApplicationException(rollback = true)
public class NotAllowed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NotAllowed(String message) {
    super(message);
  }

  /** Says which role, or which scope of a token, is missing. */
  static NotAllowed without(Person person, Action action) {
    boolean isToken = person.token() != null;
    return new NotAllowed(
        "%s needs the %s %s, which %s does not have."
            .formatted(
                action.name(),
                isToken ? "scope" : "role",
                isToken ? action.needs().text() : action.needs().role().text(),
                person.name()));
  }

  /** Says that a token is limited to other workspaces. */
  static NotAllowed outside(Person person, String what) {
    return new NotAllowed(
        "%s needs a token for all workspaces, and %s is limited to some."
            .formatted(what, person.name()));
  }

  /** Returns a sentence for the operator. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
