package drawbridge.mcp.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.mcp.protocol.ToolList;
import drawbridge.run.entity.Run;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Tool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Lists and finds the tools of a workspace. */
@ApplicationScoped
public class Tools {

  static final int PAGE = 50;

  @Inject Catalogue catalogue;
  @Inject CompiledVersions versions;

  /**
   * Returns a page of the tools by name, after the one that returns the state of a run.
   *
   * @param cursor of the page before; empty for the first page
   */
  public ObjectNode list(String workspaceId, String cursor) {
    ToolList list = new ToolList();
    if (cursor.isEmpty()) {
      list.addRunStatus();
    }
    List<PinnedVersion> found = catalogue.tools(workspaceId, cursor, PAGE + 1);
    List<PinnedVersion> page = found.subList(0, Math.min(PAGE, found.size()));
    for (PinnedVersion each : page) {
      tool(each.versionId()).ifPresent(tool -> list.addWorkflow(each.name(), tool));
    }
    return list.end(
        found.size() > PAGE ? Optional.of(page.get(PAGE - 1).name()) : Optional.empty());
  }

  /** Returns the workflow of a tool; empty when there is no such tool. */
  public Optional<Workflow> find(String workspaceId, String name) {
    return name.indexOf('\0') >= 0 // PostgreSQL looks for no such text
        ? Optional.empty()
        : catalogue.find(workspaceId, name).filter(it -> it.isTool() && it.name().equals(name));
  }

  /**
   * Returns whether callers of tools may see a run: its version is marked as a tool. A later
   * version without the mark does not hide it.
   */
  public boolean mayShow(Run run) {
    return tool(run.versionId()).isPresent();
  }

  private Optional<Tool> tool(String versionId) {
    return versions.sound(versionId).flatMap(Definition::tool);
  }
}
