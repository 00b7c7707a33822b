package drawbridge.inbound.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestDetails;
import drawbridge.admin.control.requests.RequestLine;
import drawbridge.admin.control.requests.RequestQuery;
import drawbridge.admin.control.requests.RequestSearch;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.Received;
import drawbridge.platform.Age;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.platform.store.Purge;
import drawbridge.run.control.OldRequests;
import drawbridge.run.control.Requests;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.RequestData;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    Received received =
        Received.atTrigger(data(id), "t", body, false, true, it -> Answered.json(202));
    RunOrder order = new RunOrder("greet", Json.object(), body, Optional.empty());
    intake.accept(
        List.of(
            new Intake.Request(
                workspace.id(),
                id,
                Selection.starting(List.of(order)),
                Optional.empty(),
                Optional.of(received))));
    assertThat(row(id).orElseThrow().body()).isEmpty();
    assertThat(requests.data(workspace.id(), id).orElseThrow())
        .isEqualTo(received.seenByRuns().read().orElseThrow());
    assertThat(requests.data(workspace.id(), id).orElseThrow().at("/body").toString())
        .isEqualTo(body.toString());
  }

  @Test
  @Tag("C9")
  @Tag("T9")
  void oneElementOfASplitBodyIsNotTheBody() {
    JsonNode body = Json.read("{\"kind\":\"k\",\"events\":[{\"n\":1.10}]}");
    RunOrder order = new RunOrder("greet", Json.object(), body.at("/events/0"), Optional.empty());
    String id = split(body, true, List.of(new Selection.Start(order, Optional.empty())));
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(row.body()).contains(body.toString());
    assertThat(requests.body(row)).contains(body.toString());
    assertThat(requests.data(workspace.id(), id).orElseThrow().at("/body").toString())
        .isEqualTo(body.toString());
  }

  @Test
  @Tag("T10")
  void ignoredEventHasItsVerdictAndNoClaim() {
    JsonNode body = Json.read("[{\"n\":1},{\"n\":2}]");
    RunOrder order = new RunOrder("greet", Json.object(), body.get(0), Optional.of(new Uid("one")));
    RunOrder ignored = new RunOrder("", Json.object(), body.get(1), Optional.of(new Uid("two")));
    String id =
        split(
            body,
            false,
            List.of(
                new Selection.Start(order, Optional.empty()),
                new Selection.Ignore(ignored, Optional.of(0))));
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(List.of(row.accepted(), row.duplicates(), row.ignored(), row.rejected()))
        .containsExactly(1, 0, 1, 0);
    assertThat(Json.read(row.results()).get(1))
        .isEqualTo(Json.read("{\"status\":\"ignored\",\"uid\":\"two\"}"));
    assertThat(row.body()).contains(body.toString());
    assertThat(container.get(Claims.class).find(workspace.id(), List.of("one", "two")))
        .containsOnlyKeys("one");
  }

  @Test
  @Tag("T10")
  void requestWithOnlyIgnoredEventsIsWrittenLater() {
    JsonNode body = Json.read("[{\"n\":1},{\"n\":2}]");
    Selection ignored =
        new Selection.Ignore(
            new RunOrder("", Json.object(), body.get(0), Optional.empty()), Optional.empty());
    String id = split(body, false, List.of(ignored, ignored));
    assertThat(row(id)).isEmpty();
    log.write();
    ReceivedRequest row = row(id).orElseThrow();
    assertThat(row.status()).isEqualTo(200);
    assertThat(row.ignored()).isEqualTo(2);
    assertThat(row.results()).isEqualTo("[{\"status\":\"ignored\"},{\"status\":\"ignored\"}]");
    assertThat(requests.body(row)).contains(body.toString());
  }

  @Test
  void oldRowIsRemovedUnlessItsRunIsUnfinished() {
    String finished = accept(order("greet", "one"));
    String unfinished = accept(order("greet", "two"));
    container.inTransaction(
        () ->
            container
                .entities()
                .createNativeQuery("update run set ended_at = 1 where request_id = ?1")
                .setParameter(1, finished)
                .executeUpdate());
    removeOld(clock.instant().minusMillis(1));
    assertThat(row(finished)).isPresent();
    removeOld(clock.instant());
    assertThat(row(finished)).isEmpty();
    assertThat(row(unfinished)).isPresent();
  }

  @Test
  void removalGoesThroughAllWorkspacesInBatches() {
    accept(order("greet", "one"));
    Workspace other = container.get(Workspaces.class).create("other", "b secret").orElseThrow();
    List<ReceivedRequest> rows = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      RequestData data = data(Ids.next(clock.millis()));
      rows.add(
          new ReceivedRequest(
              i % 2 == 0 ? other.id() : "removed",
              data,
              null,
              Answered.json(200),
              new drawbridge.run.entity.RequestVerdicts(),
              "{}"));
    }
    requests.insert(rows);
    OldRequests old = container.get(OldRequests.class);
    Optional<String> after = Optional.of("");
    int removed = 0;
    for (int batches = 0; after.isPresent() && batches < 20; batches++) {
      Purge.Batch batch = old.remove(clock.instant(), after.get(), 2);
      removed += batch.removed();
      after = batch.next();
    }
    assertThat(after).isEmpty();
    assertThat(removed).isEqualTo(7);
  }

  @Test
  void removedWorkspaceHasNoRows() {
    String id = accept(order("greet", "one"));
    requests.removeAll("another");
    assertThat(row(id)).isPresent();
    requests.removeAll(workspace.id());
    assertThat(row(id)).isEmpty();
  }

  @Test
  void requestsAreFoundByTimeStatusTextAndHeader() {
    String first = accept(order("greet", "one"));
    clock.move(Duration.ofMinutes(1));
    String second = accept(order("greet", "one"));
    log.write();
    RequestSearch search = container.get(RequestSearch.class);
    RequestQuery all = query(Optional.empty(), Optional.empty(), Optional.empty(), 10);
    assertThat(ids(search.find(workspace.id(), all))).containsExactly(second, first);
    assertThat(ids(search.find("another", all))).isEmpty();
    Page<RequestLine, String> page =
        search.find(workspace.id(), query(Optional.empty(), Optional.empty(), Optional.empty(), 1));
    assertThat(ids(page)).containsExactly(second);
    assertThat(page.next()).contains(second);
    assertThat(
            ids(
                search.find(
                    workspace.id(),
                    query(Optional.of("202"), Optional.empty(), Optional.empty(), 10))))
        .containsExactly(first);
    assertThat(
            ids(
                search.find(
                    workspace.id(),
                    query(Optional.empty(), Optional.of("\"whole\""), Optional.empty(), 10))))
        .as("quotes are escaped as in JSON text")
        .isEmpty();
    assertThat(
            ids(
                search.find(
                    workspace.id(),
                    query(Optional.empty(), Optional.of("whole"), Optional.empty(), 10))))
        .containsExactly(second);
    assertThat(
            ids(
                search.find(
                    workspace.id(),
                    query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new RequestQuery.Header("x-a", "b")),
                        10))))
        .containsExactly(second, first);
    assertThat(
            ids(
                search.find(
                    workspace.id(),
                    query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new RequestQuery.Header("x-b", "")),
                        10))))
        .isEmpty();
  }

  @Test
  @Tag("T12")
  void refusedRequestsStandBetweenTheOthers() {
    String first = accept(order("greet", "one"));
    String middle = refuse("malformed-request", 400, "<Ada>");
    String last = accept(order("greet", "two"));
    RequestSearch search = container.get(RequestSearch.class);
    assertThat(ids(search.find(workspace.id(), query("", "", 10))))
        .containsExactly(last, middle, first);
    Page<RequestLine, String> page = search.find(workspace.id(), query("", "", 2));
    assertThat(ids(page)).containsExactly(last, middle);
    assertThat(page.next()).contains(middle);
    assertThat(ids(search.find(workspace.id(), query("4xx", "", 10)))).containsExactly(middle);
    assertThat(ids(search.find(workspace.id(), query("400", "<ada", 10)))).containsExactly(middle);
    assertThat(ids(search.find(workspace.id(), query("", middle.toUpperCase(Locale.ROOT), 10))))
        .containsExactly(middle);
    assertThat(search.find(workspace.id(), query("413", "", 10)).items()).isEmpty();

    RequestDetails details = container.get(RequestDetails.class);
    RequestDetail detail = details.find(workspace.id(), middle).orElseThrow();
    assertThat(detail.status()).isEqualTo(400);
    assertThat(detail.body()).contains("<Ada>");
    assertThat(details.find("another", middle)).isEmpty();
    assertThat(details.find(workspace.id(), first).orElseThrow().verdicts())
        .extracting(RequestDetail.Verdict::status)
        .containsExactly("accepted");
  }

  private String refuse(String kind, int status, String body) {
    clock.move(Duration.ofMillis(1));
    String id = Ids.next(clock.millis());
    container
        .get(RefusedLedger.class)
        .insert(
            List.of(
                RefusedDelivery.ofRequest(
                    new RefusedDelivery.Origin(workspace.id(), "trigger", id, data(id).toText()),
                    clock.instant(),
                    Problem.of(kind, "Refused", status, "x"),
                    Optional.empty(),
                    Optional.of(body.getBytes(StandardCharsets.UTF_8)))));
    clock.move(Duration.ofMillis(1));
    return id;
  }

  private static RequestQuery query(String status, String text, int limit) {
    return query(
        Optional.of(status).filter(it -> !it.isEmpty()),
        Optional.of(text).filter(it -> !it.isEmpty()),
        Optional.empty(),
        limit);
  }

  @Test
  void runsAreFoundByTextOfTheirRequest() {
    accept(order("greet", "one"));
    RunSearch search = container.get(RunSearch.class);
    assertThat(search.find(workspace.id(), textQuery("x-a")).runs()).hasSize(1);
    assertThat(search.find(workspace.id(), textQuery("x-b")).runs()).isEmpty();
  }

  private static RunQuery textQuery(String text) {
    return new drawbridge.admin.control.runs.RunFilter(
            null, null, null, null, null, null, null, null, text)
        .page(Optional.empty(), 10);
  }

  private static RequestQuery query(
      Optional<String> status,
      Optional<String> text,
      Optional<RequestQuery.Header> header,
      int limit) {
    return new RequestQuery(
        Optional.empty(),
        status.map(RequestQuery.StatusRange::parse),
        Optional.empty(),
        Optional.empty(),
        text,
        header,
        Optional.empty(),
        limit);
  }

  private static List<String> ids(Page<RequestLine, String> page) {
    return page.items().stream().map(RequestLine::requestId).toList();
  }

  private void removeOld(Instant until) {
    var unused = container.get(OldRequests.class).remove(until, "", 500);
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

  private String split(JsonNode body, boolean keepsBody, List<Selection> selections) {
    String id = Ids.next(clock.millis());
    Received received =
        Received.atTrigger(data(id), "t", body, true, keepsBody, RequestRowsTest::answered);
    List<Intake.Request> all =
        List.of(
            new Intake.Request(
                workspace.id(), id, selections, Optional.empty(), Optional.of(received)));
    log.committed(all, intake.accept(all));
    return id;
  }

  private Intake.Request request(String id, RunOrder... orders) {
    Received received =
        Received.atWorkspace(
            data(id),
            "\uFEFF{\"whole\":true}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
            RequestRowsTest::answered);
    return new Intake.Request(
        workspace.id(),
        id,
        Selection.starting(List.of(orders)),
        Optional.empty(),
        Optional.of(received));
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
