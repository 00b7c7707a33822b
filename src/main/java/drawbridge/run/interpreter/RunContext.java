package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The context of one execution of a run.
 *
 * @param steps number of executed tasks
 * @param awaited unfinished children
 * @param workflow the variable {@code $workflow}
 */
record RunContext(
    RunInput input,
    Journal journal,
    Interpreter ports,
    AtomicInteger steps,
    Set<UUID> awaited,
    JsonNode workflow) {

  static final JsonNode ENGINE = Json.object().put("name", "drawbridge").put("version", "1.0");

  RunContext(RunInput input, Journal journal, Interpreter ports) {
    this(
        input,
        journal,
        ports,
        new AtomicInteger(),
        ConcurrentHashMap.newKeySet(),
        Json.object()
            .put("id", input.runId().toString())
            .put("name", input.workflow())
            .put("version", input.definition().documentVersion())
            .put("startedAt", input.startedAt().toString()));
  }
}
