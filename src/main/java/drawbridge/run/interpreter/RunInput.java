package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.platform.trace.TraceContext;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The constant input of all executions of a run.
 *
 * @param workspace id of the workspace, whose tokens the calls use
 * @param workflow name of the workflow record
 * @param runtime the request's data
 * @param states preset state values, an object
 * @param startedAt start of the first execution, from which time limits count
 * @param depth number of ancestors; 0 for a run that a request started
 * @param semantics that the run began with
 * @param trace of the run's calls
 * @param request what expressions see of the request; computed when one mentions it
 */
public record RunInput(
    UUID runId,
    String workspace,
    String workflow,
    Definition definition,
    JsonNode runtime,
    JsonNode states,
    Instant startedAt,
    int depth,
    Semantics semantics,
    Optional<TraceContext> trace,
    RequestRoot request) {

  /** Returns the input document of a run (X16), which its input schema checks. */
  public static JsonNode document(Definition definition, JsonNode runtime, JsonNode states) {
    if (definition.takesRequest()) {
      return runtime;
    }
    ObjectNode document = Json.object();
    document.set("runtime", runtime);
    return document.set("states", States.preset(states).tree());
  }
}
