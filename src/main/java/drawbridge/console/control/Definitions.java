package drawbridge.console.control;

import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.Saved;
import drawbridge.workflow.definition.Format;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Optional;

/** Saves definitions that come from outside, whoever else is saving the same one just now. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Definitions {

  /** Bytes of the longest definition. */
  public static final int LONGEST = 1 << 20;

  @Inject Catalogue catalogue;

  /** What keeps a text from being a workflow's name; empty when it is one. */
  public static Optional<String> faultOfName(String name) {
    if (name.isBlank() || name.length() > Catalogue.LONGEST_NAME) {
      return Optional.of(
          "the name of a workflow has 1 to " + Catalogue.LONGEST_NAME + " characters");
    }
    return name.chars().anyMatch(Character::isISOControl)
        ? Optional.of("the name of a workflow has no control characters")
        : Optional.empty();
  }

  /**
   * Saves it in a transaction of its own. Who lost a race for the name or for the next number looks
   * again, and finds what the other one wrote.
   */
  public Saved save(String workspaceId, String name, String source, Format format) {
    try {
      return catalogue.save(workspaceId, name, source, format);
    } catch (EJBException e) {
      return catalogue.save(workspaceId, name, source, format);
    }
  }
}
