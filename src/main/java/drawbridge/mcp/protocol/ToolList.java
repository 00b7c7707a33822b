package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.Tool;
import java.util.Optional;

/** Collects the tools of one page of a list. Not thread safe. */
public final class ToolList {

  /** The tool that returns the state of a run. */
  public static final String RUN_STATUS = "run_status";

  /** The argument of {@link #RUN_STATUS}. */
  public static final String RUN_ID = "runId";

  private static final String STATUS_DESCRIPTION =
      "Returns the state of a run that another tool of this server started, and its output or"
          + " problem. Waits up to 30 seconds for its end.";

  private final ObjectNode result = Json.object();
  private final ArrayNode tools = result.putArray("tools");

  /** Adds the tool that returns the state of a run. */
  public void addRunStatus() {
    ObjectNode schema = Json.object().put("type", "object");
    schema
        .putObject("properties")
        .putObject(RUN_ID)
        .put("type", "string")
        .put("description", "The runId that the other tool returned.");
    schema.putArray("required").add(RUN_ID);
    ObjectNode added =
        add(RUN_STATUS, new Tool(Optional.of("State of a run"), STATUS_DESCRIPTION, schema));
    added.putObject("annotations").put("readOnlyHint", true).put("openWorldHint", false);
  }

  /** Adds the tool of a workflow. */
  public void addWorkflow(String name, Tool tool) {
    add(name, tool);
  }

  private ObjectNode add(String name, Tool tool) {
    ObjectNode added = tools.addObject().put("name", name);
    tool.title().ifPresent(title -> added.put("title", title));
    added.put("description", tool.description());
    added.set("inputSchema", tool.inputSchema());
    added.set("outputSchema", ToolResult.schema());
    return added;
  }

  /**
   * Returns the result. Clients ask for it again each time, because definitions change at any time.
   *
   * @param nextCursor empty for the last page
   */
  public ObjectNode end(Optional<String> nextCursor) {
    nextCursor.ifPresent(it -> result.put("nextCursor", it));
    return ServerResults.complete(ServerResults.kept(result, 0));
  }
}
