package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Person;
import jakarta.ejb.ApplicationException;

/** The operator lacks the role for a change. Nothing was done. */
@ApplicationException(rollback = true)
public class NotAllowed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAllowed(Person person, Action action) {
    super(
        "%s needs the role %s, which %s does not have."
            .formatted(action.name(), action.needs().text(), person.name()));
  }

  /** Returns a sentence for the operator. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
