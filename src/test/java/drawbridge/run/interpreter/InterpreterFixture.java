package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.fixture.MovableClock;
import drawbridge.platform.json.Json;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.outbound.Http;
import drawbridge.run.outbound.authorization.Authorizations;
import drawbridge.run.outbound.authorization.Authorizer;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** An interpreter whose journal, clock, server and child runs are in memory. */
final class InterpreterFixture implements Http, Children {
  static final UUID RUN = UUID.fromString("01900000-0000-7000-8000-000000000001");

  final MovableClock clock = new MovableClock();
  final MemoryJournal journal = new MemoryJournal();
  final List<Request> requests = new ArrayList<>();
  final Map<String, Order> orders = new ConcurrentHashMap<>();
  final Map<UUID, Optional<Outcome>> children = new HashMap<>();
  final Map<String, String> secrets = new HashMap<>();
  Function<Request, Answer> web = request -> ok("{\"path\":\"" + request.uri().getPath() + "\"}");
  Executor branches = branch -> {};
  RunLimits limits = TestNode.LIMITS;
  MemoryShare share = MemoryShare.UNLIMITED;
  Semantics semantics = Semantics.CURRENT;
  RequestRoot request = RequestRoot.none();
  final Authorizer authorizer = new Authorizations(this, clock, Duration.ofSeconds(30));
  private final Instant startedAt = clock.instant();

  static Answer ok(String body) {
    return answer(200, body);
  }

  static Answer answer(int status, String body) {
    return new Answered(
        status,
        Map.of("content-type", "application/json"),
        Json.read(body),
        body.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public synchronized Answer send(Request request, BooleanSupplier cancelled) {
    requests.add(request);
    return web.apply(request);
  }

  @Override
  public synchronized Optional<UUID> start(Order order) {
    if (order.name().equals("unknown")) {
      return Optional.empty();
    }
    orders.put(order.key(), order);
    UUID id = UUID.nameUUIDFromBytes(order.key().getBytes(StandardCharsets.UTF_8));
    children.putIfAbsent(id, Optional.empty());
    return Optional.of(id);
  }

  @Override
  public synchronized Optional<Outcome> poll(UUID childId) {
    return children.getOrDefault(childId, Optional.empty());
  }

  void endChildren(Outcome outcome) {
    children.replaceAll((id, old) -> Optional.of(outcome));
  }

  Outcome run(Definition definition) throws LeaseLost {
    return run(definition, "{'who':'me'}", "{'preset':1}");
  }

  Outcome run(Definition definition, String runtime, String states) throws LeaseLost {
    JsonNode data = Json.read(runtime.replace('\'', '"'));
    RunInput input =
        new RunInput(
            RUN,
            "workspace",
            "Test",
            definition,
            data,
            Json.read(states.replace('\'', '"')),
            startedAt,
            0,
            semantics,
            Optional.empty(),
            request);
    Outcome outcome =
        new Interpreter(
                limits,
                this,
                authorizer,
                this,
                branches,
                name -> Optional.ofNullable(secrets.get(name)),
                clock)
            .run(input, journal, share);
    journal.end();
    return outcome;
  }

  /** Executes the run, moves the clock and ends children, until the run ends. */
  Outcome finish(Definition definition) throws LeaseLost {
    for (int i = 0; i < 100; i++) {
      if (!(run(definition) instanceof Outcome.Waiting waiting)) {
        return run(definition);
      }
      Instant due = waiting.dueAt();
      if (due != null && waiting.children().isEmpty()) {
        clock.moveTo(due);
      }
      endChildren(new Outcome.Succeeded(Json.read("{\"from\":\"child\"}"), Json.object()));
    }
    throw new AssertionError("the run does not end");
  }
}
