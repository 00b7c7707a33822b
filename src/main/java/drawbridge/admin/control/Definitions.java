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

/** Validates and saves workflow definitions. Serializes changes of a workspace on this node. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Definitions {

  /** Maximum size of a definition in bytes. */
  public static final int LONGEST = 1 << 20;

  @Inject Catalogue catalogue;
  @Inject AuditedCommands commands;

  /** Returns why a text cannot be the name of a workflow; empty when it can. */
  public static Optional<String> faultOfName(String name) {
    return faultOfName("a workflow", name, Catalogue.MAX_NAME_LENGTH);
  }

  /** Returns why a text cannot be a name in a path; empty when it can. */
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

  /**
   * Saves a definition in its own transaction. Blocks while another call on this node changes the
   * same workspace.
   */
  public SaveResult save(String workspaceId, String name, String source, DefinitionFormat format) {
    return commands.make(
        Change.of(AdminActions.WORKFLOW_SAVE, workspaceId, name),
        () ->
            WorkspaceMutex.in(workspaceId, () -> catalogue.save(workspaceId, name, source, format)),
        saved -> saved.match(SaveResult.Kept::changed, refused -> false));
  }

  /**
   * Saves a definition if {@code base} is still the current version.
   *
   * @param base the version that the text was edited from; 0 for a new workflow
   * @return empty when another version is current; nothing is stored then
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

  /** Pauses or resumes the start of new runs (X10). Idempotent. */
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

  /** Removes a workflow. Idempotent. */
  public void remove(Workflow workflow) {
    String workspace = workflow.workspaceId();
    commands.make(
        Change.of(AdminActions.WORKFLOW_REMOVE, workspace, workflow.name()),
        () -> WorkspaceMutex.in(workspace, () -> catalogue.remove(workspace, workflow.id())),
        done -> true);
  }
}
