package drawbridge.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A compiled version of a workflow.
 *
 * @param documentName {@code document.name}, a DNS label
 * @param documentVersion {@code document.version}
 * @param document the whole definition, {@code $workflow.definition} (E5); must not be changed
 * @param strict an absent reference fails its task (H9)
 * @param takesRequest {@code document.metadata.input: runtime}: the request's data itself is the
 *     input document (X16)
 * @param input {@code input.from}
 * @param output {@code output.as}
 * @param timeout time limit of the whole run; the server's own limit applies too
 * @param functions {@code use.functions} by name; none calls itself, also not through others
 * @param schemas check the input document and the output of a run
 * @param tool what models learn about the workflow; empty when they may not call it
 */
public record Definition(
    String documentName,
    String documentVersion,
    JsonNode document,
    boolean strict,
    boolean takesRequest,
    Optional<Value> input,
    Flow flow,
    Optional<Value> output,
    Optional<DurationValue> timeout,
    Map<String, Task> functions,
    DataSchemas schemas,
    Optional<Tool> tool) {

  public Definition {
    functions = Map.copyOf(functions);
  }

  /**
   * Returns the flow of a called function: its task, with the name of the task that calls it, so
   * that steps, states and sample answers of several calls are told apart.
   */
  public Flow called(Task caller, TaskBody.CallFunction call) {
    Task function = Objects.requireNonNull(functions.get(call.function()), call.function());
    return new Flow(List.of(function.calledBy(caller)));
  }
}
