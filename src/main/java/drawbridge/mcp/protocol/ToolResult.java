package drawbridge.mcp.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the results of calls of tools: the state of a run, or what a model can correct. */
public final class ToolResult {

  /** The most bytes of an output (M1). */
  static final int LARGEST_OUTPUT = 64 << 10;

  private static final int LONGEST_DETAIL = 4_096;
  private static final String RUN_ID = ToolList.RUN_ID;
  private static final String STATUS = "status";
  private static final String DETAIL = "detail";

  private ToolResult() {}

  /** Returns the schema of a structured result. A new tree, which the caller may change. */
  static ObjectNode schema() {
    ObjectNode schema = Json.object().put("type", "object");
    ObjectNode members = schema.putObject("properties");
    members.putObject(RUN_ID).put("type", "string");
    members.putObject("workflow").put("type", "string");
    members.putObject(STATUS).put("type", "string");
    members.putObject("output");
    members.putObject("problem").put("type", "object");
    members.putObject("notice").put("type", "string");
    schema.putArray("required").add(RUN_ID).add(STATUS);
    return schema;
  }

  /**
   * Returns the state of a run: with its output, unless that is too large, or its problem. A run
   * that failed or was cancelled is an error.
   *
   * @param workspace name of the workspace
   * @param notices what the caller must know in addition
   */
  public static ObjectNode of(Run run, String workspace, List<String> notices) {
    ObjectNode state =
        Json.object()
            .put(RUN_ID, run.id())
            .put("workflow", run.workflowName())
            .put(STATUS, run.state().label());
    List<String> all = new ArrayList<>(notices);
    addOutput(state, run.output(), workspace, all);
    addProblem(state, run.problem());
    if (run.state() == RunState.CANCELLED) {
      all.add("An operator cancelled the run.");
    } else if (!run.state().isFinal()) {
      all.add("The run has not ended. Call run_status with this runId later.");
    }
    return result(state, all, run.state() == RunState.FAILED || run.state() == RunState.CANCELLED);
  }

  /** Returns the result for a run whose state is not known now. */
  public static ObjectNode accepted(String runId, List<String> notices) {
    List<String> all = new ArrayList<>(notices);
    all.add("The state of the run is not known now. Call run_status with this runId later.");
    return result(Json.object().put(RUN_ID, runId).put(STATUS, "unknown"), all, false);
  }

  private static void addOutput(
      ObjectNode state, @Nullable String output, String workspace, List<String> notices) {
    if (output == null) {
      return;
    }
    int bytes = output.getBytes(StandardCharsets.UTF_8).length;
    if (bytes <= LARGEST_OUTPUT) {
      state.set("output", Json.read(output));
    } else {
      notices.add(
          "The output is left out: it has %d bytes, and a tool returns at most %d. An operator sees it at /console/run.xhtml?workspace=%s&id=%s."
              .formatted(bytes, LARGEST_OUTPUT, workspace, state.path(RUN_ID).asText()));
    }
  }

  private static void addProblem(ObjectNode state, @Nullable String problem) {
    if (problem != null) {
      JsonNode known = Json.read(problem);
      ObjectNode shown = state.putObject("problem");
      shown.put("title", shortened(known.path("title").asText()));
      shown.put(DETAIL, shortened(known.path(DETAIL).asText()));
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_DETAIL
        ? text
        : text.substring(0, LONGEST_DETAIL) + "… (shortened; " + text.length() + " characters)";
  }

  private static ObjectNode result(ObjectNode state, List<String> notices, boolean isError) {
    if (!notices.isEmpty()) {
      state.put("notice", String.join(" ", notices));
    }
    ObjectNode result = text(Json.write(state), isError);
    result.set("structuredContent", state);
    return ServerResults.complete(result);
  }

  /** Returns the faults of arguments, each with its pointer. Nothing was started. */
  public static ObjectNode refused(Problem problem) {
    String faults =
        problem.errors().isEmpty()
            ? problem.inWords()
            : problem.errors().stream()
                .map(
                    it ->
                        (it.pointer().isEmpty() ? "arguments" : it.pointer()) + ": " + it.detail())
                .collect(Collectors.joining("\n"));
    return refused(faults + "\nNothing was started. Correct this and call the tool again.");
  }

  /** Returns an error in words. */
  public static ObjectNode refused(String detail) {
    return ServerResults.complete(text(detail, true));
  }

  private static ObjectNode text(String text, boolean isError) {
    ObjectNode result = Json.object();
    result.putArray("content").addObject().put("type", "text").put("text", text);
    return result.put("isError", isError);
  }
}
