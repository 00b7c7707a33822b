package drawbridge.workflow.model;

import drawbridge.expression.Value;
import java.util.Optional;

/**
 * One version of a workflow, ready to run.
 *
 * @param documentName {@code document.name}, a DNS label
 * @param documentVersion {@code document.version}
 * @param strict an absent reference fails its task (H9)
 * @param input {@code input.from}
 * @param output {@code output.as}
 * @param timeout the whole run's time limit, as the definition asks; the server's own limit holds
 *     beside it
 */
public record Definition(
    String documentName,
    String documentVersion,
    boolean strict,
    Optional<Value> input,
    Flow flow,
    Optional<Value> output,
    Optional<DurationValue> timeout) {}
