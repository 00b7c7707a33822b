package drawbridge.system;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL with the same settings; tests that stop a node run last. */
@Tag("alone")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesST {

  private static final String HELD =
      """
      document: {dsl: '1.0.0', namespace: tests, name: held, version: '1.0.0'}
      do:
        - ask: {call: http, with: {method: POST, endpoint: '%s'}}
        - tell: {call: http, with: {method: POST, endpoint: '%s'}}
      """;
  private static final String SLOW =
      """
      document: {dsl: '1.0.0', namespace: tests, name: slow, version: '1.0.0'}
      do:
        - ask: {call: http, with: {method: POST, endpoint: '%s'}}
      """;
  private static final String TOLD =
      """
      document: {dsl: '1.0.0', namespace: tests, name: told, version: '1.0.0'}
      do:
        - tell: {call: http, with: {method: POST, endpoint: '%s'}}
      """;
  private static final String FAILING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: failing, version: '1.0.0'}
      do:
        - fail: {raise: {error: {type: 'https://example.org/refused', status: 500}}}
      """;
  private static final int SENDERS = 16;
  private static final int BURST = 200;

  @TempDir private static Path directory;
  private static final List<Server> NODES = new ArrayList<>();
  private static Postgres store;
  private static Sink sink;
  private static Map<String, String> settings;
  private static int started;

  @BeforeAll
  static void start() throws IOException, SQLException {
    store = Postgres.create(Files.createDirectories(directory.resolve("store")));
    sink = new Sink();
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    String held = HELD.formatted(sink.at("/held"), sink.at("/tell"));
    Files.writeString(workflows.resolve("held.yaml"), held);
    Files.writeString(workflows.resolve("slow.yaml"), SLOW.formatted(sink.at("/slow")));
    Files.writeString(workflows.resolve("told.yaml"), TOLD.formatted(sink.at("/tell")));
    Files.writeString(workflows.resolve("failing.yaml"), FAILING);
    settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", "PT3S");
  }

  @AfterAll
  static void stop() throws IOException {
    sink.close();
    for (Server node : NODES) {
      node.kill();
    }
    store.close();
  }

  @BeforeEach
  void twoNodes() throws IOException {
    sink.clear();
    NODES.removeIf(node -> !node.isAlive());
    while (NODES.size() < 2) {
      Path home = Files.createDirectories(directory.resolve("node" + started++));
      NODES.add(0, Server.begin(home, settings));
    }
    NODES.forEach(Server::awaitReady);
  }

  private static Server first() {
    return NODES.get(0);
  }

  private static ConditionFactory within(Duration most) {
    return Awaitility.await().atMost(most).pollInterval(Duration.ofMillis(50));
  }

  /** Returns the run's id. */
  private static String post(Server node, String body) {
    JsonNode answer = Json.read(node.post(body).body());
    return answer.at("/results/0/runId").textValue();
  }

  /** Returns a run that the first node executes, in the middle of its call. */
  private static String heldByFirst() {
    String run = post(first(), "{\"workflow\": \"held\"}");
    within(Duration.ofSeconds(10)).until(() -> sink.calls("/held").size() == 1);
    String holder = store.ask("select node from run where id = '" + run + "'").get(0);
    if (!first().logged().contains("node " + holder + ": started")) {
      NODES.add(NODES.remove(0)); // the other node's sweep was faster
    }
    return run;
  }

  private static void awaitEnd(String run) {
    within(Duration.ofSeconds(20)).until(() -> List.of("SUCCEEDED").equals(states(run)));
  }

  private static List<String> states(String run) {
    return store.ask("select state from run where id = '" + run + "'");
  }

  private static long millisBetween(long start, long end) {
    return TimeUnit.NANOSECONDS.toMillis(end - start);
  }

  /** Checks that the call was repeated under its key, and later steps ran once. */
  private static void assertTakenOver(String run) {
    awaitEnd(run);
    assertThat(sink.calls("/held")).hasSize(2);
    assertThat(sink.calls("/held")).extracting(Sink.Call::key).containsOnly(run + ":/0");
    assertThat(sink.calls("/tell")).extracting(Sink.Call::key).containsExactly(run + ":/1");
    assertThat(store.ask("select epoch from run where id = '" + run + "'")).containsExactly("2");
    assertThat(store.ask("select status from step where run_id = '" + run + "'"))
        .containsExactly("DONE", "DONE");
  }

  @Test
  @Order(1)
  @Tag("D2")
  void concurrentSendersOfOneUidGetOneRun() throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    CyclicBarrier together = new CyclicBarrier(SENDERS);
    List<Future<Set<String>>> sent = new ArrayList<>();
    for (int sender = 0; sender < SENDERS; sender++) {
      Server node = NODES.get(sender % 2);
      sent.add(
          senders.submit(
              () -> {
                together.await();
                Set<String> runs = new HashSet<>();
                for (int uid = 0; uid < 10; uid++) {
                  runs.add(post(node, "{\"workflow\": \"slow\", \"uid\": \"u" + uid + "\"}"));
                }
                return runs;
              }));
    }
    Set<String> runs = new HashSet<>();
    for (Future<Set<String>> some : sent) {
      runs.addAll(some.get());
    }
    senders.shutdown();
    assertThat(runs).hasSize(10).doesNotContainNull();
    assertThat(store.ask("select id from run where uid like 'u_'"))
        .containsExactlyInAnyOrderElementsOf(runs);
    runs.forEach(NodesST::awaitEnd);
    assertThat(sink.calls("/slow")).hasSize(10);
  }

  @Test
  @Order(2)
  void burstToOneNodeIsSharedByBoth() {
    long start = System.nanoTime();
    burst("slow", BURST);
    within(Duration.ofSeconds(5))
        .until(
            () -> store.ask("select distinct node from run where state = 'RUNNING'").size() == 2);
    within(Duration.ofSeconds(30))
        .until(() -> store.ask("select 1 from run where ended_at is null").isEmpty());
    System.out.printf(
        "%d runs of 300 ms on two nodes: %d ms%n", BURST, millisBetween(start, System.nanoTime()));
    Map<String, Long> calls =
        sink.calls("/slow").stream().collect(groupingBy(Sink.Call::key, counting()));
    assertThat(calls).hasSize(BURST);
    assertThat(calls).allSatisfy((key, times) -> assertThat(times).isLessThanOrEqualTo(epoch(key)));
  }

  /**
   * Returns the epoch of the run of a call: more than one only when a node missed its heartbeats.
   */
  private static long epoch(String key) {
    String run = key.substring(0, key.indexOf(':'));
    return Long.parseLong(store.ask("select epoch from run where id = '" + run + "'").get(0));
  }

  private static void burst(String workflow, int runs) {
    String entries = String.join(",", Collections.nCopies(runs, "{}"));
    post(first(), "{\"workflow\": \"" + workflow + "\", \"batch\": [" + entries + "]}");
  }

  private static long unfinished(String workflow) {
    return store
        .ask("select id from run where ended_at is null and workflow_name = '" + workflow + "'")
        .size();
  }

  @Test
  @Order(3)
  void hangingEndpointDelaysItsOwnWorkflowOnly() {
    burst("held", BURST);
    within(Duration.ofSeconds(10))
        .until(() -> sink.calls("/held").size() >= 64); // half of the slots of two nodes
    long start = System.nanoTime();
    awaitEnd(post(first(), "{\"workflow\": \"told\"}"));
    System.out.printf("beside 200 held runs: %d ms%n", millisBetween(start, System.nanoTime()));
    assertThat(unfinished("held")).isEqualTo(BURST);
    assertThat(sink.calls("/held")).hasSize(64);
    sink.release();
    within(Duration.ofSeconds(30)).until(() -> unfinished("held") == 0);
    assertThat(sink.calls("/held")).extracting(Sink.Call::key).doesNotHaveDuplicates();
  }

  @Test
  @Order(4)
  void thousandsOfFailingRunsDelayNoOthers() {
    for (int batch = 0; batch < 5; batch++) {
      burst("failing", 1000);
    }
    long start = System.nanoTime();
    awaitEnd(post(first(), "{\"workflow\": \"told\"}"));
    long left = unfinished("failing");
    System.out.printf(
        "beside %d runs that fail: %d ms%n", left, millisBetween(start, System.nanoTime()));
    assertThat(left).as("there were some to be waited for").isPositive();
    within(Duration.ofSeconds(60)).until(() -> unfinished("failing") == 0);
    assertThat(store.ask("select distinct state from run where workflow_name = 'failing'"))
        .containsExactly("FAILED");
  }

  @Test
  @Order(5)
  @Tag("X3")
  void pausedNodeWritesNothingAfterItsRunsWereTakenOver() {
    String run = heldByFirst();
    first().pause();
    within(Duration.ofSeconds(15)).until(() -> sink.calls("/held").size() == 2);
    first().resume();
    sink.release();
    assertTakenOver(run);
    within(Duration.ofSeconds(10)).until(() -> first().logged().contains(run + ": lease lost"));
    assertTakenOver(run);
  }

  @Test
  @Order(6)
  @Tag("X3")
  void stoppingNodeHandsItsRunsOver() {
    String run = heldByFirst();
    int missed = nodesMissedBySecond();
    long told = System.nanoTime();
    first().terminate();
    within(Duration.ofSeconds(15)).until(() -> sink.calls("/held").size() == 2);
    System.out.printf(
        "SIGTERM to take-over: %d ms%n", millisBetween(told, sink.calls("/held").get(1).at()));
    sink.release();
    assertTakenOver(run);
    within(Duration.ofSeconds(30)).until(() -> !first().isAlive());
    String node = first().logged().replaceAll("(?s).*node (\\S+): started.*", "$1");
    assertThat(store.ask("select id from node")).hasSize(1).doesNotContain(node);
    assertThat(nodesMissedBySecond()).as("the run was handed over, not missed").isEqualTo(missed);
  }

  private static int nodesMissedBySecond() {
    return NODES.get(1).logged().split("runs of nodes that are gone", -1).length;
  }

  @Test
  @Order(7)
  @Tag("X3")
  void runsOfAKilledNodeAreTakenOverWithinTenSeconds() {
    String run = heldByFirst();
    long killed = System.nanoTime();
    first().kill();
    within(Duration.ofSeconds(15)).until(() -> sink.calls("/held").size() == 2);
    long took = millisBetween(killed, sink.calls("/held").get(1).at());
    System.out.printf("kill -9 to take-over: %d ms%n", took);
    assertThat(took).isLessThan(10_000);
    sink.release();
    assertTakenOver(run);
  }
}
