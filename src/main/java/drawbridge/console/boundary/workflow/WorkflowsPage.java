package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;

/** The list of workflows. */
@Named("workflows")
@RequestScoped
public class WorkflowsPage {

  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private final Lazy<List<WorkflowLine>> lines =
      new Lazy<>(() -> context.list(it -> workflows.in(it.id())));

  /** Returns all workflows of the workspace, by name. */
  public List<WorkflowLine> getLines() {
    return lines.get();
  }
}
