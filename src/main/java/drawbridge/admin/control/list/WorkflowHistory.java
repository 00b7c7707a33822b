package drawbridge.admin.control.list;

import drawbridge.admin.control.Definitions;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads a workflow and its versions. */
@ApplicationScoped
public class WorkflowHistory {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  @Inject Catalogue catalogue;

  /** A workflow and the version that new runs get. */
  public record Current(Workflow workflow, WorkflowVersion version) {}

  /** Returns the workflow of this name; empty when the name is invalid or unknown. */
  public Optional<Current> find(String workspaceId, String name) {
    return Optional.of(name)
        .filter(it -> Definitions.faultOfName(it).isEmpty())
        .flatMap(it -> catalogue.find(workspaceId, it))
        .map(workflow -> new Current(workflow, catalogue.current(workflow)));
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
}
