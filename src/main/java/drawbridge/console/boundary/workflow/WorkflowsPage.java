package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.list.FaultyVersions;
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
  @Inject FaultyVersions faulty;
  @Inject PageContext context;

  private final Lazy<List<WorkflowLine>> lines =
      new Lazy<>(() -> context.list(it -> workflows.in(it.id())));

  /** Returns the number of faults for which a save would refuse the current version (X27). */
  public int faults(WorkflowLine line) {
    return faulty.count(line);
  }

  /** Returns all workflows of the workspace, by name. */
  public List<WorkflowLine> getLines() {
    return lines.get();
  }
}
