package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.EJBException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * A node dies at each commit of a run in turn, once before and once after the commit. Another node
 * continues the run.
 */
@OnEveryStore
class KillPointsIT {

  private static final String CALL =
      "{call: http, with: {method: POST, endpoint: 'http://127.0.0.1:PORT/%s'}}";
  private static final String CHILD = "  - ask: " + CALL.formatted("child") + "\n";
  private static final String WORKFLOW =
      """
        - begin: {set: {n: 1}}
        - each:
            for: {each: item, in: '${ [1, 2] }'}
            do:
              - send: %s
        - attempt:
            try:
              - flaky: {metadata: {idempotencyKey: perAttempt}, %s
            catch: {retry: {delay: {seconds: 5}, limit: {attempt: {count: 3}}}}
        - both:
            fork:
              branches:
                - left: %s
                - right: {do: [{nap: {wait: {seconds: 10}}}, {ask: %s}]}
        - child: {run: {workflow: {namespace: tests, name: child, version: latest}, await: true}}
        - pause: {wait: {seconds: 30}}
        - last: {set: {child: '{{states.child.output.ok}}', n: '{{states.n.value}}'}}
      """
          .formatted(
              CALL.formatted("each"),
              CALL.formatted("flaky").substring(1),
              CALL.formatted("left"),
              CALL.formatted("right"));

  /** Idempotency keys, in the order of the calls. */
  private static final List<String> CALLS = new CopyOnWriteArrayList<>();

  private static DataSource store;
  private static TestNode survivor;
  private static HttpServer server;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) throws IOException {
    store = on.open();
    survivor = new TestNode(store);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", KillPointsIT::answer);
    server.start();
    String port = String.valueOf(server.getAddress().getPort());
    survivor.saveTasks("child", CHILD.replace("PORT", port));
    survivor.saveTasks("all", WORKFLOW.replace("PORT", port));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.stop(0);
    survivor.close();
  }

  /** Fails the first attempt of the flaky call, also when a node repeats it. */
  private static void answer(HttpExchange exchange) throws IOException {
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    boolean flaky = exchange.getRequestURI().getPath().equals("/flaky");
    boolean first = CALLS.stream().noneMatch(k -> isFlaky(k) && !k.equals("flaky " + key));
    CALLS.add((flaky ? "flaky " : "") + key);
    byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(flaky && first ? 503 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static boolean isFlaky(String call) {
    return call.startsWith("flaky ");
  }

  /** The result of a run, without ids. */
  private record Trace(String output, List<String> steps, Map<String, Long> calls) {}

  @Test
  @Tag("X2")
  @Tag("X3")
  @Tag("X4")
  @Tag("X5")
  void aRunWhoseNodeDiesAtAnyCommitEndsLikeAnUndisturbedOne() throws SQLException {
    CALLS.clear();
    SwitchedStore counted = new SwitchedStore(store);
    String undisturbed = survivor.start("all");
    Trace expected;
    try (TestNode node = new TestNode(counted, survivor.clock, TestNode.SETTINGS)) {
      counted.offAtCommit(0, false);
      finish(node, undisturbed, counted);
      expected = trace(undisturbed);
      age(node);
    }
    assertThat(expected.calls()).hasSize(7).allSatisfy((key, times) -> assertThat(times).isOne());
    assertThat(counted.commits()).isGreaterThan(20);
    for (int commit = 1; commit <= counted.commits(); commit++) {
      dieAt(commit, false, expected);
      dieAt(commit, true, expected);
    }
  }

  @Test
  @Tag("X3")
  void aNodeThatDiesAtAnInsertLeavesAWholeRunOrNone() throws SQLException {
    assertThat(insertAndDie(false)).isEmpty();
    List<String> inserted = insertAndDie(true);
    assertThat(inserted).extracting(survivor::state).containsExactly(RunState.RUNNING);

    survivor.clock.move(TestNode.SETTINGS.nodeTimeout());
    survivor.container.get(Nodes.class).takeOver(TestNode.SETTINGS.nodeTimeout());
    survivor.runDue();
    assertThat(inserted).extracting(survivor::state).containsExactly(RunState.SUCCEEDED);
  }

  /** Returns the runs that exist after their node died at the commit of the insert. */
  private static List<String> insertAndDie(boolean done) throws SQLException {
    SwitchedStore mortal = new SwitchedStore(store);
    try (TestNode node = new TestNode(mortal, survivor.clock, TestNode.SETTINGS)) {
      PinnedVersion one = node.saveTasks("short", "  - one: {set: {a: 1}}\n");
      mortal.offAtCommit(1, done);
      assertThatThrownBy(() -> node.insert(one, "{}")).isInstanceOf(EJBException.class);
      assertThat(mortal.isOff()).isTrue();
      assertThat(node.slots.size()).isZero();
      age(node);
    }
    return ids("select id from run where workflow_name = ?", "short");
  }

  private static void dieAt(int commit, boolean done, Trace expected) throws SQLException {
    CALLS.clear();
    SwitchedStore mortal = new SwitchedStore(store);
    String run;
    try (TestNode node = new TestNode(mortal, survivor.clock, TestNode.SETTINGS)) {
      run = survivor.start("all");
      mortal.offAtCommit(commit, done);
      finish(node, run, mortal);
      age(node);
    }
    String point = (done ? "after" : "before") + " commit " + commit;
    assertThat(mortal.isOff()).as(point).isTrue();
    Map<String, Long> callsBefore = calls(run);
    Map<String, Step> stepsBefore = steps(run);

    survivor.clock.move(TestNode.SETTINGS.nodeTimeout());
    survivor.container.get(Nodes.class).takeOver(TestNode.SETTINGS.nodeTimeout());
    finish(survivor, run, new SwitchedStore(store));

    Trace trace = trace(run);
    assertThat(trace.output()).as(point).isEqualTo(expected.output());
    assertThat(trace.steps()).as(point).isEqualTo(expected.steps());
    assertThat(trace.calls()).as(point).containsOnlyKeys(expected.calls().keySet());
    trace.calls().forEach((key, times) -> assertCalls(point, key, times, callsBefore, stepsBefore));
    assertSameDueTimes(point, stepsBefore, steps(run));
    assertThat(children(run)).as(point).hasSize(1);
  }

  /** A call whose end is in the journal is not repeated; others are, under the same key. */
  private static void assertCalls(
      String point, String key, long times, Map<String, Long> before, Map<String, Step> steps) {
    long earlier = before.getOrDefault(key, 0L);
    Step step = steps.get(key);
    boolean finished = step != null && !step.status().equals("STARTED");
    assertThat(times).as(point + ", " + key).isEqualTo(finished ? earlier : earlier + 1);
    assertThat(earlier).as(point + ", " + key).isLessThanOrEqualTo(1);
  }

  private static void assertSameDueTimes(
      String point, Map<String, Step> before, Map<String, Step> after) {
    before.forEach(
        (key, step) -> {
          Instant due = step.dueAt();
          if (due != null) {
            assertThat(after.get(key)).extracting(Step::dueAt).as(point + key).isEqualTo(due);
          }
        });
  }

  /** Executes the run, and moves the clock over its waits, until it ends or the node dies. */
  private static void finish(TestNode node, String run, SwitchedStore switched) {
    for (int rounds = 0; rounds < 20; rounds++) {
      node.dispatcher.sweep();
      node.runDue();
      Run now = survivor.run(run);
      if (switched.isOff() || now.state().isFinal()) {
        return;
      }
      if (now.dueAt() != null) {
        survivor.clock.moveTo(now.dueAt());
      }
    }
  }

  /** Makes the last heartbeat an hour old. */
  private static void age(TestNode node) throws SQLException {
    try (Connection connection = store.getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "update node set seen_at = seen_at - 3600000000 where id = ?")) {
      update.setString(1, node.slots.node());
      update.executeUpdate();
    }
  }

  private static Trace trace(String run) throws SQLException {
    String child = children(run).get(0);
    return new Trace(
        survivor.output(run),
        steps(run).entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue().status() + " " + e.getValue().output())
            .map(line -> line.replace(child, "child"))
            .sorted()
            .toList(),
        calls(run));
  }

  /** Returns the number of calls of each step. */
  private static Map<String, Long> calls(String run) throws SQLException {
    List<String> children = children(run);
    return CALLS.stream()
        .map(call -> call.replace("flaky ", ""))
        .map(key -> place(key, run, children))
        .collect(Collectors.groupingBy(key -> key, TreeMap::new, Collectors.counting()));
  }

  private static String place(String key, String run, List<String> children) {
    String of = key.substring(0, 36);
    assertThat(of.equals(run) || children.contains(of)).as(key).isTrue();
    return (of.equals(run) ? "" : "child ") + key.substring(37);
  }

  private static Map<String, Step> steps(String run) throws SQLException {
    Map<String, Step> steps = new TreeMap<>();
    survivor.steps(run).forEach(step -> steps.put(step.key(), step));
    for (String child : children(run)) {
      survivor.steps(child).forEach(step -> steps.put("child " + step.key(), step));
    }
    return steps;
  }

  private static List<String> children(String run) throws SQLException {
    return ids("select id from run where parent_run = ?", run);
  }

  private static List<String> ids(String query, String of) throws SQLException {
    List<String> ids = new ArrayList<>();
    try (Connection connection = store.getConnection();
        PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, of);
      try (ResultSet found = select.executeQuery()) {
        while (found.next()) {
          ids.add(found.getString(1));
        }
      }
    }
    return ids;
  }
}
