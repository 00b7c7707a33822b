package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.platform.control.Schema;
import drawbridge.platform.store.InstantColumn;
import drawbridge.run.control.ReplayOutcome;
import drawbridge.run.control.Replays;
import drawbridge.run.entity.RunState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs that a server with tables of version 14 left unfinished keep its semantics (X27). */
@OnEveryStore
@Tag("X27")
class UpgradedRunsTest {

  private static final String DEFINITION =
      """
      document: {dsl: '1.0.0', namespace: tests, name: %1$s, version: '1.0.0'}
      do:
        %2$s- tried:
            try: [{call: {call: http, with: {method: GET, endpoint: 'http://127.0.0.1:%3$d/'}}}]
            catch: {retry: {delay: {seconds: 5}, limit: {attempt: {count: 1}}}}
        - after: {set: {reached: true}}
      """;
  private static final String ERROR =
      "{\"type\":\"https://serverlessworkflow.io/spec/1.0.0/errors/communication\","
          + "\"status\":503,\"title\":\"Communication failed\",\"detail\":\"the answer's status is"
          + " 503\",\"instance\":\"/do/0/tried/try/0/call\"}";
  private static final String WORKSPACE = Ids.next(1);

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final MovableClock clock = new MovableClock();
  private final DataSource store;
  private final HttpServer server;
  private @Nullable TestNode started;

  UpgradedRunsTest(Store on) throws IOException {
    store = on.open();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::fail);
    server.start();
  }

  private void fail(HttpExchange exchange) throws IOException {
    keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    exchange.sendResponseHeaders(503, -1);
    exchange.close();
  }

  @BeforeEach
  void createOldTables() throws SQLException {
    Schema.migrateTo("14", store);
    insert(
        "insert into workspace (id, name, created_at) values (?, 'default', ?)",
        WORKSPACE,
        micros(Duration.ZERO));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    if (started != null) {
      started.close();
    }
  }

  private TestNode upgraded() {
    TestNode node = new TestNode(store, clock, TestNode.SETTINGS);
    started = node;
    return node;
  }

  private long micros(Duration later) {
    return InstantColumn.micros(clock.instant().plus(later));
  }

  private void insert(String sql, @Nullable Object... values) throws SQLException {
    try (Connection connection = store.getConnection();
        PreparedStatement insert = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        insert.setObject(i + 1, values[i]);
      }
      insert.executeUpdate();
    }
  }

  /** Inserts a workflow and a run that is parked and due, as the earlier version wrote them. */
  private String parked(String name, String firstTask) throws SQLException {
    String workflow = Ids.next(clock.millis());
    String version = Ids.next(clock.millis());
    String run = Ids.next(clock.millis());
    long now = micros(Duration.ZERO);
    insert(
        "insert into workflow (id, workspace_id, name, live_name, document_name, version, paused,"
            + " created_at, row_version) values (?, ?, ?, ?, ?, 1, false, ?, 1)",
        workflow,
        WORKSPACE,
        name,
        name,
        name,
        now);
    insert(
        "insert into workflow_version (id, workflow_id, number, document_name, document_version,"
            + " media_type, source, digest, created_at)"
            + " values (?, ?, 1, ?, '1.0.0', 'application/yaml', ?, 'd', ?)",
        version,
        workflow,
        name,
        DEFINITION.formatted(name, firstTask, server.getAddress().getPort()),
        now);
    insert(
        "insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version,"
            + " request_id, state, state_values, runtime, due_at, epoch, cancel_requested, depth,"
            + " losses, accepted_at, started_at, row_version)"
            + " values (?, ?, ?, ?, ?, 1, ?, 'WAITING', '{}', '{}', ?, 1, false, 0, 0, ?, ?, 3)",
        run,
        WORKSPACE,
        workflow,
        name,
        version,
        run,
        now,
        now,
        now);
    return run;
  }

  private void step(
      String run,
      String key,
      int position,
      String task,
      String kind,
      String status,
      @Nullable String error,
      @Nullable Long dueAt)
      throws SQLException {
    long now = micros(Duration.ZERO);
    insert(
        "insert into step (run_id, step_key, position, task, kind, status, attempt, error, due_at,"
            + " started_at, ended_at) values (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)",
        run,
        key,
        position,
        task,
        kind,
        status,
        error,
        dueAt,
        now,
        status.equals("FAILED") ? now : null);
  }

  @Test
  void aRunBetweenTwoAttemptsEndsAsBefore() throws SQLException {
    String run = parked("tries", "");
    step(run, "/0@1/0", 0, "call", "call", "FAILED", ERROR, null);
    step(run, "/0@1+", 1, "tried", "retry", "WAITING", ERROR, micros(Duration.ofSeconds(5)));
    TestNode node = upgraded();
    node.advance(Duration.ofMinutes(1));
    assertThat(node.output(run)).isEqualTo("{\"reached\":true}");
    assertThat(keys).containsExactly(run + ":/0@2/0");
  }

  @Test
  void aRunInACallRepeatsItUnderTheSameKey() throws SQLException {
    String run = parked("calls", "");
    step(run, "/0@1/0", 0, "call", "call", "STARTED", null, null);
    TestNode node = upgraded();
    node.advance(Duration.ofMinutes(1));
    assertThat(keys).containsExactly(run + ":/0@1/0", run + ":/0@2/0");
    assertThat(node.output(run)).isEqualTo("{\"reached\":true}");
  }

  @Test
  void aRunInAWaitEndsAsBefore() throws SQLException {
    String run = parked("waits", "- pause: {wait: {minutes: 1}}\n  ");
    step(run, "/0", 0, "pause", "wait", "WAITING", null, micros(Duration.ofMinutes(1)));
    TestNode node = upgraded();
    node.advance(Duration.ofMinutes(2));
    assertThat(keys).containsExactly(run + ":/1@1/0", run + ":/1@2/0");
    assertThat(node.output(run)).isEqualTo("{\"reached\":true}");
  }

  @Test
  void newRunsAndReplaysHaveTheCurrentSemantics() throws SQLException {
    String old = parked("tries", "");
    TestNode node = upgraded();
    node.advance(Duration.ofMinutes(1));
    assertThat(node.state(old)).isEqualTo(RunState.SUCCEEDED);
    keys.clear();
    String fresh = node.start("tries");
    node.advance(Duration.ofMinutes(1));
    assertThat(node.state(fresh)).isEqualTo(RunState.FAILED);
    assertThat(keys).containsExactly(fresh + ":/0/0", fresh + ":/0/0");
    ReplayOutcome outcome =
        node.container.get(Replays.class).fromTop(node.run(old), node.run(old).pinned());
    String replay = outcome.match(ReplayOutcome.Started::runId, ReplayOutcome.Impossible::detail);
    node.advance(Duration.ofMinutes(1));
    assertThat(node.state(replay)).isEqualTo(RunState.FAILED);
  }

  @Test
  void childrenOfAnOldRunHaveTheCurrentSemantics() throws SQLException {
    parked("child", "");
    String parent =
        parked(
            "parent",
            "- ask: {run: {workflow: {namespace: tests, name: child, version: latest}}}\n  ");
    TestNode node = upgraded();
    node.advance(Duration.ofMinutes(1));
    assertThat(node.state(parent)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(parent, "status")).isEqualTo("503");
  }
}
