package drawbridge.workflow.model;

import drawbridge.expression.Value;
import java.util.Optional;

/**
 * A compiled version of a workflow.
 *
 * @param documentName {@code document.name}, a DNS label
 * @param documentVersion {@code document.version}
 * @param strict an absent reference fails its task (H9)
 * @param input {@code input.from}
 * @param output {@code output.as}
 * @param timeout time limit of the whole run; the server's own limit applies too
 */
public record Definition(
    String documentName,
    String documentVersion,
    boolean strict,
    Optional<Value> input,
    Flow flow,
    Optional<Value> output,
    Optional<DurationValue> timeout) {}
