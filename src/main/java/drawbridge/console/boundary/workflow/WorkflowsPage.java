package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.list.WorkflowLine;
import drawbridge.admin.control.list.WorkflowLines;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The list of workflows. */
@Named("workflows")
@RequestScoped
public class WorkflowsPage {

  static final String PAGE = "workflows.xhtml";

  @Inject WorkflowLines workflows;
  @Inject PageContext context;

  private @Nullable List<WorkflowLine> lines;

  /** Returns all workflows of the workspace, by name. */
  public List<WorkflowLine> getLines() {
    List<WorkflowLine> known = lines;
    if (known == null) {
      known = context.hasWorkspace() ? workflows.in(context.workspace().id()) : List.of();
      lines = known;
    }
    return known;
  }

  /** Returns the URL of a page about a workflow. */
  public String at(String page, String name) {
    return PageQuery.of(page, Map.of("workspace", context.getWorkspaceName(), "name", name));
  }

  /** Returns the URL of a workflow's runs. */
  public String runs(String name) {
    return PageQuery.of(
        "runs.xhtml", Map.of("workspace", context.getWorkspaceName(), "workflow", name));
  }
}
