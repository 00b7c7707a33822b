package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.Definitions;
import drawbridge.console.boundary.PageContext;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** The workflow of the page's URL. Reads it once per request. */
@RequestScoped
public class SelectedWorkflow {

  @Inject Definitions definitions;
  @Inject PageContext context;

  private Optional<Workflow> found = Optional.empty();
  private Optional<WorkflowVersion> current = Optional.empty();

  @PostConstruct
  void read() {
    found = context.find("name", definitions::find);
    current = found.map(definitions::current);
  }

  /** Returns the workflow; empty when the URL names none or an unknown one. */
  Optional<Workflow> workflow() {
    return found;
  }

  /** Returns the version that new runs get; empty without a workflow. */
  Optional<WorkflowVersion> current() {
    return current;
  }

  /** Returns the version of a number in the URL; empty when there is no such version. */
  Optional<WorkflowVersion> version(String number) {
    return found.flatMap(workflow -> definitions.version(workflow, number));
  }

  /** Returns all versions, newest first; none without a workflow. */
  List<WorkflowVersion> versions() {
    return found.map(definitions::versions).orElse(List.of());
  }

  /** Reads the current version number of any workflow; 0 when there is no such workflow. */
  int currentVersionOf(String name) {
    return definitions.find(context.workspace().id(), name).map(Workflow::version).orElse(0);
  }
}
