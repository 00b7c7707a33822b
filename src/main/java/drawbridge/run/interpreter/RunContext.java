package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.MeasuredJournal;
import java.time.Instant;
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
    MeasuredJournal journal,
    RunMemory memory,
    Interpreter ports,
    AtomicInteger steps,
    Set<UUID> awaited,
    JsonNode workflow) {

  static final JsonNode ENGINE =
      Json.object().put("name", "drawbridge").put("version", "1.0").set("metadata", Json.object());

  RunContext(RunInput input, Journal journal, MemoryShare share, Interpreter ports) {
    this(
        input,
        new MeasuredJournal(journal),
        new RunMemory(input, share),
        ports,
        new AtomicInteger(),
        ConcurrentHashMap.newKeySet(),
        Json.object()
            .put("id", input.runId().toString())
            .put("name", input.workflow())
            .put("version", input.definition().documentVersion())
            .<ObjectNode>set("definition", input.definition().document())
            .<ObjectNode>set("input", document(input))
            .set("startedAt", time(input.startedAt())));
  }

  /** Returns the run's input document (X16). */
  static JsonNode document(RunInput input) {
    return RunInput.document(input.definition(), input.runtime(), input.states());
  }

  /** Returns a time as the DSL's expressions see it (E5). */
  static JsonNode time(Instant at) {
    ObjectNode time = Json.object().put("iso8601", at.toString());
    time.putObject("epoch")
        .put("seconds", at.getEpochSecond())
        .put("milliseconds", at.toEpochMilli());
    return time;
  }
}
