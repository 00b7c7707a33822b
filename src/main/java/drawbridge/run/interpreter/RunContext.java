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
 * One start of the interpreter: the run, its journal, and the ways to the world.
 *
 * @param awaited children that were found unfinished
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

  /** What the interpreter was made with. */
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
