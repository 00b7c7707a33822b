package drawbridge.console.control;

import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.Saved;
import drawbridge.workflow.definition.Format;
import drawbridge.workflow.entity.Workflow;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Saves definitions that come from outside, whoever else is saving the same one just now. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Definitions {

  /** Bytes of the longest definition. */
  public static final int LONGEST = 1 << 20;

  private static final List<Lock> LOCKS =
      Stream.<Lock>generate(ReentrantLock::new).limit(64).toList();

  @Inject Catalogue catalogue;

  /** What keeps a text from being a workflow's name; empty when it is one. */
  public static Optional<String> faultOfName(String name) {
    if (name.equals(".") || name.equals("..")) {
      return Optional.of("the name of a workflow is not . or .., which change the path of a URL");
    }
    if (name.isBlank() || name.length() > Catalogue.LONGEST_NAME) {
      return Optional.of(
          "the name of a workflow has 1 to " + Catalogue.LONGEST_NAME + " characters");
    }
    return name.chars().anyMatch(Character::isISOControl)
        ? Optional.of("the name of a workflow has no control characters")
        : Optional.empty();
  }

  /** Saves it in a transaction of its own; who saves the same one just now is waited for. */
  public Saved save(String workspaceId, String name, String source, Format format) {
    return alone(workspaceId, () -> catalogue.save(workspaceId, name, source, format));
  }

  /** Holds new runs, or lets them start again (X10); idempotent. */
  public void pause(Workflow workflow, boolean isPaused) {
    alone(
        workflow.workspaceId(),
        () -> catalogue.pause(workflow.workspaceId(), workflow.id(), isPaused));
  }

  /** Removes it; idempotent. */
  public void remove(Workflow workflow) {
    alone(workflow.workspaceId(), () -> catalogue.remove(workflow.workspaceId(), workflow.id()));
  }

  /**
   * One after the other on this node. Who lost a race against another node, for the name or for the
   * next number, looks again and finds what that one wrote.
   */
  private static <T> T alone(String workspaceId, Supplier<T> change) {
    Lock lock = LOCKS.get(Math.floorMod(workspaceId.hashCode(), LOCKS.size()));
    lock.lock();
    try {
      return change.get();
    } catch (EJBException e) {
      return change.get();
    } finally {
      lock.unlock();
    }
  }
}
