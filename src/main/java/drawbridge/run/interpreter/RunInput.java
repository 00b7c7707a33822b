package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.trace.TraceContext;
import drawbridge.workflow.model.Definition;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a run is: the same at every start of the interpreter.
 *
 * @param workflow the record's name, for expressions and messages
 * @param runtime the request's data
 * @param states preset values: an object of name to any JSON
 * @param startedAt when the run was first begun; time limits count from it
 * @param depth how many runs are above this one; 0 for a run that a request started
 * @param trace that its calls are part of
 */
public record RunInput(
    UUID runId,
    String workflow,
    Definition definition,
    JsonNode runtime,
    JsonNode states,
    Instant startedAt,
    int depth,
    Optional<TraceContext> trace) {

  /** A run that is part of no trace. */
  public RunInput(
      UUID runId,
      String workflow,
      Definition definition,
      JsonNode runtime,
      JsonNode states,
      Instant startedAt,
      int depth) {
    this(runId, workflow, definition, runtime, states, startedAt, depth, Optional.empty());
  }
}
