package drawbridge.bench.micro;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.Interpreter;
import drawbridge.run.interpreter.Outcome;
import drawbridge.run.interpreter.RequestRoot;
import drawbridge.run.interpreter.RunInput;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.journal.Journal;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures a run of three steps, without storage. */
@State(Scope.Thread)
public class InterpreterBench {

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.1', namespace: bench, name: steps, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: 'Hello, {{runtime.name}}!'}
        - letters:
            set: {count: '${ $context.runtime.name | length }'}
        - both:
            set: {text: '{{states.greet.greeting}}', count: '{{states.letters.count}}'}
      """;

  private final Definition definition =
      new DefinitionReader()
          .read(WORKFLOW, DefinitionFormat.YAML)
          .match(
              sound -> sound,
              faults -> {
                throw new IllegalStateException(faults.toString());
              });
  private final Interpreter interpreter =
      new Interpreter(
          new RunLimits(10_000, 100, Duration.ofHours(24), 1 << 20, 64 << 20, 64, 20),
          (request, cancelled) -> new Http.Abandoned(),
          Authorizer.PLACEHOLDERS,
          new NoChildren(),
          branch -> {},
          name -> Optional.empty(),
          Clock.systemUTC());
  private final JsonNode runtime = Json.read("{\"name\":\"Ada\"}");

  /** Interprets a compiled definition. */
  @Benchmark
  public Outcome interpreterThreeSteps() throws LeaseLost {
    RunInput input =
        new RunInput(
            new UUID(1, 2),
            "workspace",
            "steps",
            definition,
            runtime,
            Json.object(),
            Instant.now(),
            0,
            Semantics.CURRENT,
            Optional.empty(),
            RequestRoot.none());
    Outcome outcome = interpreter.run(input, new NotingJournal());
    if (outcome instanceof Outcome.Succeeded) {
      return outcome;
    }
    throw new IllegalStateException(outcome.toString());
  }

  private static final class NoChildren implements Children {
    @Override
    public Optional<UUID> start(Order order) {
      return Optional.empty();
    }

    @Override
    public Optional<Outcome> poll(UUID childId) {
      return Optional.empty();
    }
  }

  private static final class NotingJournal implements Journal {
    private final Map<String, StepRecord> records = new HashMap<>();

    @Override
    public @Nullable StepRecord find(String key) {
      return records.get(key);
    }

    @Override
    public void note(StepRecord record) {
      records.put(record.key(), record);
    }

    @Override
    public void commit(StepRecord record) {
      note(record);
    }

    @Override
    public void write() {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
