package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Person;
import jakarta.ejb.ApplicationException;

/** Somebody asked for a change that needs another role; nothing was done. */
@ApplicationException(rollback = true)
public class NotAllowed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotAllowed(Person person, Action action) {
    super(
        "%s needs the role %s, which %s does not have."
            .formatted(action.name(), action.needs().text(), person.name()));
  }

  /** One sentence for who asked. */
  public String inWords() {
    return String.valueOf(getMessage());
  }
}
