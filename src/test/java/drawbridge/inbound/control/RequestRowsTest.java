package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.Received;
import drawbridge.platform.Age;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.RequestData;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The rows of requests (C11). */
@OnEveryStore
@Tag("C11")
class RequestRowsTest {

  private static final String WORKFLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer:
            set: {greeting: hello}
      """;

  private final MovableClock clock = new MovableClock();
  private final TestContainer container;
  private final Intake intake;
  private final RequestLog log;
  private final Requests requests;
  private Workspace workspace;

  RequestRowsTest(Store on) {
    container =
        new TestContainer(on.open())
            .with(Clock.class, clock)
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER));
    intake = container.get(Intake.class);
    log = container.get(RequestLog.class);
    requests = container.get(Requests.class);
  }

  @BeforeEach
  void setUp() {
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow();
    container.get(Catalogue.class).save(workspace.id(), "greet", WORKFLOW, DefinitionFormat.YAML);
  }

  @AfterEach
  void tearDown() {
    container.close();
  }

  @Test
  void acceptedRequestHasItsRowAtOnceWithoutItsBody() {
    RunOrder order =
        new RunOrder(
            "greet",
            (com.fasterxml.jackson.databind.node.ObjectNode) Json.read("{\"a\":1}"),
            Json.read("{\"x\":1.10}"),
            Optional.of(new Uid("u")));
    String id = accept(order);
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(row.status()).isEqualTo(202);
    assertThat(row.mediaType()).isNull();
    assertThat(List.of(row.accepted(), row.duplicates(), row.ignored(), row.rejected()))
        .containsExactly(1, 0, 0, 0);
    assertThat(row.body()).as("its run has the data").isEmpty();
    assertThat(requests.body(row).orElseThrow())
        .isEqualTo("{\"workflow\":\"greet\",\"uid\":\"u\",\"stateValues\":{\"a\":1},\"x\":1.10}");
    assertThat(row.request().headers()).isEqualTo(Map.of("x-a", "b"));
    JsonNode verdict = Json.read(row.results()).get(0);
    assertThat(verdict.path("status").asText()).isEqualTo("accepted");
    assertThat(verdict.path("runId").asText()).hasSize(36);
    assertThat(row.receivedAt()).isEqualTo(Ids.time(id));
  }

  @Test
  void bodyOfSeveralElementsIsStoredOnce() {
    String id = accept(order("greet", "one"), order("greet", "one"), order("unknown", "two"));
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(row.status()).isEqualTo(207);
    assertThat(List.of(row.accepted(), row.duplicates(), row.ignored(), row.rejected()))
        .containsExactly(1, 1, 0, 1);
    assertThat(row.body()).contains("{\"whole\":true}");
    JsonNode verdicts = Json.read(row.results());
    assertThat(verdicts.at("/1/runId")).isEqualTo(verdicts.at("/0/runId"));
    assertThat(verdicts.at("/2/detail").asText()).contains("unknown");
  }

  @Test
  void requestThatStartsNothingIsWrittenLater() {
    accept(order("greet", "one"));
    String id = accept(order("greet", "one"));
    assertThat(row(id)).isEmpty();
    log.write();
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(row.status()).isEqualTo(200);
    assertThat(row.duplicates()).isEqualTo(1);
    assertThat(requests.body(row)).contains("{\"whole\":true}");
    String empty = accept();
    log.write();
    assertThat(row(empty).orElseThrow().results()).isEqualTo("[]");
  }

  @Test
  void rejectedRequestHasNoRow() {
    String id = accept(order("unknown", "one"));
    log.write();
    assertThat(row(id)).isEmpty();
  }

  @Test
  void fullBufferIsWrittenByTheNextRequest() {
    accept(order("greet", "one"));
    List<Intake.Request> many =
        IntStream.range(0, RequestLog.MOST_ROWS)
            .mapToObj(i -> request(Ids.next(clock.millis()), order("greet", "one")))
            .toList();
    log.committed(many, intake.accept(many));
    assertThat(row(many.get(0).requestId())).isEmpty();
    accept(order("greet", "one"));
    assertThat(row(many.get(0).requestId())).isPresent();
    assertThat(row(many.get(RequestLog.MOST_ROWS - 1).requestId())).isPresent();
  }

  @Test
  void otherWorkspaceSeesNoRow() {
    String id = accept(order("greet", "one"));
    assertThat(requests.find("another", id)).isEmpty();
  }

  @Test
  @Tag("D2")
  void oneOfConcurrentRequestsWithOneUidIsAccepted() {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<CompletableFuture<String>> all = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        all.add(CompletableFuture.supplyAsync(() -> accept(order("greet", "same")), threads));
      }
      List<String> ids = all.stream().map(CompletableFuture::join).toList();
      log.write();
      List<ReceivedRequest> rows = ids.stream().map(id -> row(id).orElseThrow()).toList();
      assertThat(rows.stream().mapToInt(ReceivedRequest::accepted).sum()).isEqualTo(1);
      assertThat(rows.stream().mapToInt(ReceivedRequest::duplicates).sum()).isEqualTo(7);
      assertThat(rows.stream().map(row -> Json.read(row.results()).at("/0/runId")).distinct())
          .hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @Tag("C9")
  void expressionsSeeTheKeptBodyOfATrigger() {
    JsonNode body = Json.read("{\"n\":12345678901234567890}");
    String id = Ids.next(clock.millis());
    Received received = Received.atTrigger(data(id), "t", body, true, it -> Answered.json(202));
    RunOrder order = new RunOrder("greet", Json.object(), body, Optional.empty());
    intake.accept(
        List.of(
            new Intake.Request(
                workspace.id(), id, List.of(order), Optional.empty(), Optional.of(received))));
    assertThat(row(id).orElseThrow().body()).isEmpty();
    assertThat(requests.data(workspace.id(), id).orElseThrow())
        .isEqualTo(received.seenByRuns().read().orElseThrow());
    assertThat(requests.data(workspace.id(), id).orElseThrow().at("/body").toString())
        .isEqualTo(body.toString());
  }

  private Optional<ReceivedRequest> row(String id) {
    return requests.find(workspace.id(), id);
  }

  private String accept(RunOrder... orders) {
    Intake.Request request = request(Ids.next(clock.millis()), orders);
    List<Intake.Request> all = List.of(request);
    log.committed(all, intake.accept(all));
    return request.requestId();
  }

  private Intake.Request request(String id, RunOrder... orders) {
    Received received =
        Received.atWorkspace(
            data(id),
            "\uFEFF{\"whole\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            RequestRowsTest::answered);
    return new Intake.Request(
        workspace.id(), id, List.of(orders), Optional.empty(), Optional.of(received));
  }

  private static Answered answered(List<Acceptance> results) {
    boolean rejected = results.stream().anyMatch(Acceptance.Rejected.class::isInstance);
    boolean accepted = results.stream().anyMatch(Acceptance.Accepted.class::isInstance);
    return Answered.json(rejected ? 207 : accepted ? 202 : 200);
  }

  private static RequestData data(String id) {
    return new RequestData(
        id, "POST", Map.of("x-a", "b"), Map.of(), Optional.empty(), false, false);
  }

  private static RunOrder order(String workflow, String uid) {
    return new RunOrder(workflow, Json.object(), Json.object(), Optional.of(new Uid(uid)));
  }
}
