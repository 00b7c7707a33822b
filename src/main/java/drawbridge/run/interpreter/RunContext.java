package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.OutboundSecrets;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The context of one execution: the run, its journal and the interpreter's ports.
 *
 * @param steps number of executed tasks
 * @param awaited unfinished children
 */
record RunContext(
    RunInput input,
    Journal journal,
    Ports ports,
    TaskRunner tasks,
    AtomicInteger steps,
    Set<UUID> awaited,
    JsonNode workflow) {

  static final JsonNode ENGINE = Json.object().put("name", "drawbridge").put("version", "1.0");

  /** The ports of the interpreter. */
  record Ports(
      RunLimits limits,
      Http http,
      Children children,
      Branches branches,
      OutboundSecrets secrets,
      Clock clock) {}

  static RunContext of(RunInput input, Journal journal, Ports ports) {
    JsonNode workflow =
        Json.object()
            .put("id", input.runId().toString())
            .put("name", input.workflow())
            .put("version", input.definition().documentVersion())
            .put("startedAt", input.startedAt().toString());
    return new RunContext(
        input,
        journal,
        ports,
        new TaskRunner(),
        new AtomicInteger(),
        ConcurrentHashMap.newKeySet(),
        workflow);
  }

  RunLimits limits() {
    return ports.limits();
  }
}
