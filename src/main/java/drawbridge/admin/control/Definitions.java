package drawbridge.admin.control;

import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.Trials;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.SaveResult;
import drawbridge.workflow.control.WorkflowGraphs;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionFormatter;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import drawbridge.workflow.graph.TaskGraph;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads and changes workflows for operators. Serializes changes of a workspace on this node. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Definitions {

  /** Maximum size of a definition in bytes. */
  public static final int LONGEST = 1 << 20;

  private static final Action SAVE = new Action("workflow.save", Role.ADMIN);
  private static final Action REMOVE = new Action("workflow.remove", Role.ADMIN);
  private static final Action PAUSE = new Action("workflow.pause", Role.OPERATOR);
  private static final Action RESUME = new Action("workflow.resume", Role.OPERATOR);
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  @Inject Trials trials;
  @Inject CurrentOperator operator;
  @Inject Catalogue catalogue;
  @Inject WorkflowGraphs graphs;
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

  /** Returns a workflow by name or UUID; empty when the reference is invalid or unknown. */
  public Optional<Workflow> find(String workspaceId, String reference) {
    return faultOfName(reference).isEmpty()
        ? catalogue.find(workspaceId, reference)
        : Optional.empty();
  }

  /** Returns the version that new runs get. */
  public WorkflowVersion current(Workflow workflow) {
    return catalogue.current(workflow);
  }

  /** Returns the version of a number as a person typed it; empty when there is no such version. */
  public Optional<WorkflowVersion> version(Workflow workflow, String number) {
    return NUMBER.matcher(number).matches()
        ? catalogue.version(workflow.id(), Integer.parseInt(number))
        : Optional.empty();
  }

  /** Returns all versions, newest first. */
  public List<WorkflowVersion> versions(Workflow workflow) {
    return catalogue.versions(workflow.id());
  }

  /**
   * Returns the faults of a definition; empty when it is valid. Stores nothing.
   *
   * @param name that a person typed, under which it is to be saved
   */
  public List<Fault> check(String name, Catalogue.Text text) {
    return trials.of(operator.getName(), () -> catalogue.check(name, text));
  }

  /** Returns the graph of a definition; empty when it has faults. Stores nothing. */
  public Optional<TaskGraph> graph(Catalogue.Text text) {
    return trials.of(operator.getName(), () -> graphs.of(text));
  }

  /** Returns the formatted text, or the faults of its syntax. Stores nothing. */
  public DefinitionFormatter.Formatted format(Catalogue.Text text) {
    return trials.of(
        operator.getName(), () -> DefinitionFormatter.format(text.source(), text.format()));
  }

  /**
   * Returns the warnings that a new version of this text would get; none for the text of the
   * current version.
   *
   * @param name that a person typed; a faulty one names no workflow
   */
  public List<Fault> warnings(String workspaceId, String name, Catalogue.Text text) {
    String known = faultOfName(name).isEmpty() ? name : "";
    return trials.of(operator.getName(), () -> catalogue.warnings(workspaceId, known, text));
  }

  /**
   * Saves a definition in its own transaction. Blocks while another call on this node changes the
   * same workspace.
   */
  public SaveResult save(String workspaceId, String name, String source, DefinitionFormat format) {
    return change(
        Change.of(SAVE, workspaceId, name),
        () -> catalogue.save(workspaceId, name, source, format),
        Definitions::isChanged);
  }

  /**
   * Saves a definition if {@code base} is still the current version.
   *
   * @param base the version that the text was edited from; 0 for a new workflow
   * @return empty when another version is current; nothing is stored then
   */
  public Optional<SaveResult> saveOver(
      String workspaceId, String name, Catalogue.Text text, int base) {
    return change(
        Change.of(SAVE, workspaceId, name),
        () -> catalogue.saveOver(workspaceId, name, text, base),
        saved -> saved.filter(Definitions::isChanged).isPresent());
  }

  private static boolean isChanged(SaveResult saved) {
    return saved instanceof SaveResult.Kept kept && kept.changed();
  }

  /** Pauses or resumes the start of new runs (X10). Idempotent. */
  public void pause(Workflow workflow, boolean isPaused) {
    change(
        Change.of(isPaused ? PAUSE : RESUME, workflow.workspaceId(), workflow.name()),
        () -> catalogue.pause(workflow.workspaceId(), workflow.id(), isPaused),
        done -> true);
  }

  /** Removes a workflow. Idempotent. */
  public void remove(Workflow workflow) {
    change(
        Change.of(REMOVE, workflow.workspaceId(), workflow.name()),
        () -> catalogue.remove(workflow.workspaceId(), workflow.id()),
        done -> true);
  }

  private <T> T change(Change change, Supplier<T> work, Predicate<? super T> isMade) {
    String workspace = Objects.requireNonNull(change.workspaceId());
    return commands.make(change, () -> WorkspaceMutex.in(workspace, work), isMade);
  }
}
