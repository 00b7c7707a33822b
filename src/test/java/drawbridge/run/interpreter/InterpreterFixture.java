package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.fixture.MovableClock;
import drawbridge.platform.Json;
import drawbridge.run.outbound.Http;
import drawbridge.workflow.model.Definition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** An interpreter whose journal, clock, server and child runs are in memory. */
final class InterpreterFixture implements Http, Children {
  static final UUID RUN = UUID.fromString("01900000-0000-7000-8000-000000000001");

  final MovableClock clock = new MovableClock();
  final MemoryJournal journal = new MemoryJournal();
  final List<Request> requests = new ArrayList<>();
  final Map<String, Order> orders = new ConcurrentHashMap<>();
  final Map<UUID, State> children = new HashMap<>();
  final Map<String, String> secrets = new HashMap<>();
  Function<Request, Answer> web = request -> ok("{\"path\":\"" + request.uri().getPath() + "\"}");
  Branches branches = branch -> {};
  RunLimits limits = RunLimits.DEFAULT;
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
  public synchronized Start start(Order order) {
    if (order.name().equals("unknown")) {
      return new Start.Unknown("there is no workflow 'unknown'");
    }
    orders.put(order.key(), order);
    UUID id = UUID.nameUUIDFromBytes(order.key().getBytes(StandardCharsets.UTF_8));
    children.putIfAbsent(id, new State.Running());
    return new Start.Started(id);
  }

  @Override
  public synchronized State poll(UUID childId) {
    return children.getOrDefault(childId, new State.Running());
  }

  void endChildren(State state) {
    children.replaceAll((id, old) -> state);
  }

  Outcome run(Definition definition) throws LeaseLost {
    return run(definition, "{'who':'me'}", "{'preset':1}");
  }

  Outcome run(Definition definition, String runtime, String states) throws LeaseLost {
    JsonNode data = Json.read(runtime.replace('\'', '"'));
    RunInput input =
        new RunInput(
            RUN, "Test", definition, data, Json.read(states.replace('\'', '"')), startedAt, 0);
    Outcome outcome =
        new Interpreter(
                limits, this, this, branches, name -> Optional.ofNullable(secrets.get(name)), clock)
            .run(input, journal);
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
      endChildren(new State.Succeeded(Json.read("{\"from\":\"child\"}"), Json.object()));
    }
    throw new AssertionError("the run does not end");
  }
}
