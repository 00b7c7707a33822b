package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs that need more memory than their node has. */
class MemoryST {

  /** Keeps more in its states than the heap of the server. */
  private static final String GREEDY =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greedy, version: '1.0.0'}
      do:
      """
          + IntStream.range(0, 900)
              .mapToObj(
                  "- keep%1$d: {set: {kept%1$d: '${ $context.runtime.big + \"%1$d\" }'}}\n"
                      ::formatted)
              .collect(Collectors.joining());

  /** Stores a large value in each round. */
  private static final String COPYING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: copying, version: '1.0.0'}
      do:
        - copy:
            for: {each: number, in: '{{runtime.numbers}}'}
            do:
              - keep: {set: {order: '{{runtime.order}}'}}
      """;

  private static final String MODEST =
      """
      document: {dsl: '1.0.0', namespace: tests, name: modest, version: '1.0.0'}
      do:
        - one: {set: {a: 1}}
      """;

  /** Keeps 14 MB in its states: each value also is the output of its task. */
  private static final String HUNGRY =
      """
      document: {dsl: '1.0.0', namespace: tests, name: hungry, version: '1.0.0'}
      do:
      """
          + IntStream.range(0, 8)
              .mapToObj(
                  "- keep%1$d: {set: {kept%1$d: '${ $context.runtime.big + \"%1$d\" }'}}\n"
                      ::formatted)
              .collect(Collectors.joining())
          + "- last: {set: {kept: 0}}\n";

  /** Its branches make 27 MB. */
  private static final String BRANCHING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: branching, version: '1.0.0'}
      do:
        - all:
            fork:
              branches:
      """
          + IntStream.range(0, 30)
              .mapToObj(
                  "          - b%1$d: {set: {v: '${ $context.runtime.big + \"%1$d\" }'}}\n"
                      ::formatted)
              .collect(Collectors.joining());

  private static final String WAITING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: waiting, version: '1.0.0'}
      do:
        - pause: {wait: {seconds: 5}}
        - keep: {set: {kept: '{{runtime.big}}'}}
      """;

  private static final String LARGE = "x".repeat(900_000);
  private static final int RUNS = 24;
  private static final int GREEDY_RUNS = 4;

  @TempDir Path directory;

  @Test
  @Tag("nightly")
  @Tag("X3")
  @Tag("X14")
  void aNodeThatRunsOutOfMemoryEndsAndTheRunThatDidItDoesNotKillTheOthersForEver()
      throws IOException, SQLException {
    try (Postgres store = Postgres.create(Files.createDirectories(directory.resolve("store")))) {
      try (Server first = Server.start(home("first"), unlimited(store.settings()))) {
        first.post("{\"workflow\": \"greedy\", \"big\": \"" + LARGE + "\"}");
        within(Duration.ofMinutes(3)).until(() -> !first.isAlive());
        assertThat(first.logged()).contains("OutOfMemoryError");
      }
      // records four earlier losses
      store.ask("update run set losses = 4 where workflow_name = 'greedy' returning id");
      try (Server second = Server.start(home("second"), settings(store.settings()))) {
        within(Duration.ofSeconds(30)).until(() -> isFailed(store, "greedy"));
        assertThat(store.ask("select problem from run where workflow_name = 'greedy'").get(0))
            .contains("5 nodes died");
        assertThat(second.post("{\"workflow\": \"modest\"}").body()).contains("accepted");
        within(Duration.ofSeconds(10))
            .until(
                () ->
                    store
                        .ask("select state from run where workflow_name = 'modest'")
                        .contains("SUCCEEDED"));
      }
    }
  }

  /** The store of a node with a heap of 512 MB. */
  enum Kind {
    H2,
    POSTGRESQL
  }

  /** A node on a store of its own. */
  private final class Node implements AutoCloseable {

    private final Optional<Postgres> store;
    private final Server server;

    Node(Kind kind) throws IOException, SQLException {
      store =
          kind == Kind.H2
              ? Optional.empty()
              : Optional.of(Postgres.create(Files.createDirectories(directory.resolve("store"))));
      server = Server.start(home("only"), settings(store.map(Postgres::settings).orElse(Map.of())));
    }

    /** Starts that many runs. The store may be late: a request that got 503 is repeated. */
    void accept(String members, int times) {
      for (int i = 0; i < times; i++) {
        String uid = UUID.randomUUID().toString();
        within(Duration.ofMinutes(1))
            .until(
                () -> {
                  int status =
                      server.post("{\"uid\": \"" + uid + "\", " + members + "}").statusCode();
                  return status == 202 || status == 200;
                });
      }
    }

    /** Returns the runs of a workflow; empty while one of them has not ended. */
    Optional<List<JsonNode>> ended(String workflow) {
      HttpResponse<String> page =
          server.admin(
              "GET",
              "workspaces/default/runs?limit=100&workflow=" + workflow,
              "application/json",
              "");
      if (page.statusCode() != 200) {
        return Optional.empty();
      }
      List<JsonNode> runs = new ArrayList<>();
      Json.read(page.body()).path("runs").forEach(runs::add);
      return Optional.of(runs).filter(all -> all.stream().allMatch(run -> run.has("endedAt")));
    }

    void awaitStates(String workflow, int runs, String state) {
      within(Duration.ofMinutes(2)).until(() -> ended(workflow).isPresent());
      assertThat(ended(workflow).orElseThrow())
          .hasSize(runs)
          .allMatch(run -> run.path("status").asText().equals(state), state);
    }

    void takesRequests() {
      assertThat(server.statusOf("/health/ready")).isEqualTo(200);
      assertThat(server.post("{\"workflow\": \"modest\"}").statusCode()).isEqualTo(202);
    }

    @Override
    public void close() throws IOException {
      server.close();
      if (store.isPresent()) {
        store.get().close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("nightly")
  @Tag("X7")
  void requestsWhoseWorkflowStoresThemAgainAndAgainFailAndTheNodeLives(Kind kind)
      throws IOException, SQLException {
    String numbers =
        IntStream.range(0, 4_900).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String request =
        "\"workflow\": \"copying\", \"numbers\": ["
            + numbers
            + "], \"order\": \""
            + "x".repeat(1_000_000)
            + "\"";
    try (Node node = new Node(kind)) {
      node.accept(request, GREEDY_RUNS);
      node.accept("\"workflow\": \"modest\"", 1);
      node.awaitStates("copying", GREEDY_RUNS, "failed");
      assertThat(node.ended("copying").orElseThrow())
          .allMatch(run -> run.path("problem").toString().contains("stored bytes per run"));
      node.takesRequests();
    }
  }

  @ParameterizedTest
  @EnumSource
  @Tag("X7")
  void runsThatTogetherNeedMoreThanTheHeapWaitForMemoryAndEnd(Kind kind)
      throws IOException, SQLException {
    try (Node node = new Node(kind)) {
      node.accept("\"workflow\": \"hungry\", \"big\": \"" + LARGE + "\"", RUNS);
      node.awaitStates("hungry", RUNS, "succeeded");
      node.takesRequests();
    }
  }

  @Test
  @Tag("nightly")
  @Tag("R1")
  void anH2FileStaysReadableWhenItsNodeRunsOutOfMemory() throws IOException, SQLException {
    try (Server first = Server.start(home("only"), unlimited(Map.of()))) {
      first.post("{\"workflow\": \"modest\", \"uid\": \"before\"}");
      first.post("{\"workflow\": \"greedy\", \"big\": \"" + LARGE + "\"}");
      within(Duration.ofMinutes(3)).until(() -> !first.isAlive());
      assertThat(first.logged()).contains("OutOfMemoryError");
    }
    try (Node second = new Node(Kind.H2)) {
      second.awaitStates("greedy", 1, "failed");
      assertThat(second.server.post("{\"workflow\": \"modest\", \"uid\": \"before\"}").body())
          .contains("duplicate");
      second.takesRequests();
    }
  }

  @Test
  @Tag("nightly")
  @Tag("X7")
  void forksAndWaitingRunsWithLargeValuesLeaveTheNodeAlive() throws IOException, SQLException {
    try (Node node = new Node(Kind.H2)) {
      node.accept("\"workflow\": \"branching\", \"big\": \"" + LARGE + "\"", 16);
      node.accept("\"workflow\": \"waiting\", \"big\": \"" + LARGE + "\"", 90);
      node.awaitStates("branching", 16, "failed");
      node.awaitStates("waiting", 90, "succeeded");
      node.takesRequests();
    }
  }

  private static boolean isFailed(Postgres store, String workflow) {
    return store
        .ask("select state from run where workflow_name = '" + workflow + "'")
        .contains("FAILED");
  }

  private static ConditionFactory within(Duration most) {
    return Awaitility.await().atMost(most);
  }

  private Path home(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private Map<String, String> unlimited(Map<String, String> ofTheStore) throws IOException {
    Map<String, String> settings = settings(ofTheStore);
    settings.put("DRAWBRIDGE_RUN_MAX_STORED", "1073741824");
    settings.put("DRAWBRIDGE_RUN_MAX_MEMORY", "4096");
    settings.put("DRAWBRIDGE_RUN_MEMORY", "4096");
    return settings;
  }

  private Map<String, String> settings(Map<String, String> ofTheStore) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("greedy.yaml"), GREEDY);
    Files.writeString(workflows.resolve("hungry.yaml"), HUNGRY);
    Files.writeString(workflows.resolve("copying.yaml"), COPYING);
    Files.writeString(workflows.resolve("branching.yaml"), BRANCHING);
    Files.writeString(workflows.resolve("waiting.yaml"), WAITING);
    Files.writeString(workflows.resolve("modest.yaml"), MODEST);
    Map<String, String> settings = new HashMap<>(ofTheStore);
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", "PT3S");
    settings.put("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError");
    return settings;
  }
}
