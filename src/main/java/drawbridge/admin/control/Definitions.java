package drawbridge.admin.control;

import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Change;
import drawbridge.platform.Fault;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.Workflow;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Saves definitions that come from outside, whoever else is saving the same one just now. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Definitions {

  /** Bytes of the longest definition. */
  public static final int LONGEST = 1 << 20;

  @Inject Catalogue catalogue;
  @Inject AuditedCommands commands;

  /** What keeps a text from being a workflow's name; empty when it is one. */
  public static Optional<String> faultOfName(String name) {
    return faultOfName("a workflow", name, Catalogue.MAX_NAME_LENGTH);
  }

  /** What keeps a text from being a name that stands in paths. */
  public static Optional<String> faultOfName(String ofWhat, String name, int most) {
    String subject = "the name of " + ofWhat;
    if (name.equals(".") || name.equals("..")) {
      return Optional.of(subject + " is not . or .., which change the path of a URL");
    }
    if (name.isBlank() || name.length() > most) {
      return Optional.of(subject + " has 1 to " + most + " characters");
    }
    return name.chars().anyMatch(Character::isISOControl)
        ? Optional.of(subject + " has no control characters")
        : Optional.empty();
  }

  /** Returns the faults of a definition; empty when it is valid. Stores nothing. */
  public List<Fault> check(Catalogue.Text text) {
    return catalogue.check(text.source(), text.format());
  }

  /** Saves it in a transaction of its own; who saves the same one just now is waited for. */
  public SaveResult save(String workspaceId, String name, String source, DefinitionFormat format) {
    return commands.make(
        Change.of(AdminActions.WORKFLOW_SAVE, workspaceId, name),
        () ->
            WorkspaceMutex.in(workspaceId, () -> catalogue.save(workspaceId, name, source, format)),
        saved -> saved.match(SaveResult.Kept::changed, refused -> false));
  }

  /**
   * Saves it unless somebody has saved another version since.
   *
   * @param base the version that the text was made from; 0 for a new workflow
   * @return empty when the current version is another one, and then nothing is stored
   */
  public Optional<SaveResult> saveOver(
      String workspaceId, String name, Catalogue.Text text, int base) {
    return commands.make(
        Change.of(AdminActions.WORKFLOW_SAVE, workspaceId, name),
        () ->
            WorkspaceMutex.in(workspaceId, () -> catalogue.saveOver(workspaceId, name, text, base)),
        saved ->
            saved.map(it -> it.match(SaveResult.Kept::changed, refused -> false)).orElse(false));
  }

  /** Holds new runs, or lets them start again (X10); idempotent. */
  public void pause(Workflow workflow, boolean isPaused) {
    String workspace = workflow.workspaceId();
    commands.make(
        Change.of(
            isPaused ? AdminActions.WORKFLOW_PAUSE : AdminActions.WORKFLOW_RESUME,
            workspace,
            workflow.name()),
        () ->
            WorkspaceMutex.in(workspace, () -> catalogue.pause(workspace, workflow.id(), isPaused)),
        done -> true);
  }

  /** Removes it; idempotent. */
  public void remove(Workflow workflow) {
    String workspace = workflow.workspaceId();
    commands.make(
        Change.of(AdminActions.WORKFLOW_REMOVE, workspace, workflow.name()),
        () -> WorkspaceMutex.in(workspace, () -> catalogue.remove(workspace, workflow.id())),
        done -> true);
  }
}
