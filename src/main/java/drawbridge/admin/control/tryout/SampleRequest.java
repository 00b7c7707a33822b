package drawbridge.admin.control.tryout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.sample.SchemaSample;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a request that fits the input schema of a workflow (X23). The same definition always
 * has the same sample.
 *
 * @param runtime the data of the request; the body for a trigger that starts the workflow
 * @param stateValues the preset state values
 */
public record SampleRequest(JsonNode runtime, ObjectNode stateValues) {

  /** Why a workflow may have no sample. */
  public static final String NONE =
      "No sample that fits the input schema was found. Add `examples` to the schema.";

  /** Why a sample may have no request. */
  public static final String ONLY_TRIGGERS =
      "The data is no object, so that only a trigger can receive it.";

  private static final String RUNTIME = "runtime";
  private static final String STATES = "states";
  private static final String VALUE = "value";

  /** The members that are no data of a request (C4 to C7). */
  private static final Set<String> RESERVED = Set.of("workflow", "stateValues", "uid", "batch");

  /** The document of a run: objects, as far as the input schema allows them. */
  private static final JsonNode DOCUMENT =
      Json.read(
          """
          {"required": ["runtime", "states"], "properties": {
            "runtime": {"properties": {}},
            "states": {"type": "object",
              "additionalProperties": {"type": "object", "required": ["value"]}}}}""");

  private static final JsonNode REQUEST = Json.read("{\"properties\": {}}");

  /** Returns a sample; without data when there is no input schema, empty when none was found. */
  public static Optional<SampleRequest> of(Definition definition) {
    return definition
        .schemas()
        .input()
        .map(
            schema ->
                SchemaSample.of(
                        schema,
                        definition.takesRequest() ? REQUEST : DOCUMENT,
                        found -> from(definition, found).document(definition))
                    .map(document -> from(definition, document)))
        .orElse(Optional.of(new SampleRequest(Json.object(), Json.object())));
  }

  private static SampleRequest from(Definition definition, JsonNode document) {
    if (definition.takesRequest()) {
      return new SampleRequest(document, Json.object());
    }
    ObjectNode values = Json.object();
    document
        .path(STATES)
        .properties()
        .forEach(state -> values.set(state.getKey(), state.getValue().get(VALUE)));
    JsonNode runtime = document.path(RUNTIME);
    return new SampleRequest(runtime.isMissingNode() ? Json.object() : runtime, values);
  }

  private JsonNode document(Definition definition) {
    return RunInput.document(definition, runtime, stateValues);
  }

  /**
   * Returns the body for the URL of the workspace as indented JSON.
   *
   * @return empty when the data is no object, which only a trigger can receive
   */
  public Optional<String> toRequest(String workflow) {
    return runtime instanceof ObjectNode members
        ? Optional.of(Json.pretty(request(workflow, members)))
        : Optional.empty();
  }

  private ObjectNode request(String workflow, ObjectNode members) {
    ObjectNode request = Json.object().put("workflow", workflow);
    if (RESERVED.stream().anyMatch(members::has)) {
      ObjectNode entry = request.putArray("batch").addObject();
      addStateValues(entry);
      entry.set("runtimeData", members);
      return request;
    }
    addStateValues(request);
    return request.setAll(members);
  }

  private void addStateValues(ObjectNode request) {
    if (!stateValues.isEmpty()) {
      request.set("stateValues", stateValues);
    }
  }

  /** Returns the body for a trigger as indented JSON. */
  public String toBody() {
    return Json.pretty(runtime);
  }

  /** Returns the preset state values as indented JSON. */
  public String toStateValues() {
    return Json.pretty(stateValues);
  }
}
