package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.list.WorkflowHistory;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
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

  @Inject WorkflowHistory history;
  @Inject PageContext context;
  @Inject PageQuery query;

  private Optional<WorkflowHistory.Current> found = Optional.empty();

  @PostConstruct
  void read() {
    found = query.text("name").filter(name -> context.hasWorkspace()).flatMap(this::find);
  }

  private Optional<WorkflowHistory.Current> find(String name) {
    return history.find(context.workspace().id(), name);
  }

  /** Returns the workflow; empty when the URL names none or an unknown one. */
  Optional<Workflow> workflow() {
    return found.map(WorkflowHistory.Current::workflow);
  }

  /** Returns the version that new runs get; empty without a workflow. */
  Optional<WorkflowVersion> current() {
    return found.map(WorkflowHistory.Current::version);
  }

  /** Returns the version of a number in the URL; empty when there is no such version. */
  Optional<WorkflowVersion> version(String number) {
    return workflow().flatMap(workflow -> history.version(workflow, number));
  }

  /** Returns all versions, newest first; none without a workflow. */
  List<WorkflowVersion> versions() {
    return workflow().map(history::versions).orElse(List.of());
  }

  /** Reads the current version number of any workflow; 0 when there is no such workflow. */
  int currentVersionOf(String name) {
    return find(name).map(current -> current.version().number()).orElse(0);
  }
}
