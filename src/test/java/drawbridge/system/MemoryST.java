package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run exceeds the memory of its node. */
@Tag("alone")
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

  private static final int RUNS = 24;
  private static final int GREEDY_RUNS = 4;

  @TempDir Path directory;

  @Test
  @Tag("X3")
  @Tag("X14")
  void aNodeThatRunsOutOfMemoryEndsAndTheRunThatDidItDoesNotKillTheOthersForEver()
      throws IOException, SQLException {
    try (Postgres store = Postgres.create(Files.createDirectories(directory.resolve("store")))) {
      try (Server first = Server.start(home("first"), unlimited(store))) {
        first.post("{\"workflow\": \"greedy\", \"big\": \"" + "x".repeat(900_000) + "\"}");
        within(Duration.ofSeconds(60)).until(() -> !first.isAlive());
        assertThat(first.logged()).contains("OutOfMemoryError");
      }
      // records four earlier losses
      store.ask("update run set losses = 4 where workflow_name = 'greedy' returning id");
      try (Server second = Server.start(home("second"), settings(store))) {
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

  @Test
  @Tag("X7")
  void requestsWhoseWorkflowStoresThemAgainAndAgainFailAndTheNodeLives()
      throws IOException, SQLException {
    try (Postgres store = Postgres.create(Files.createDirectories(directory.resolve("store")));
        Server server = Server.start(home("only"), settings(store))) {
      String numbers =
          IntStream.range(0, 4_900).mapToObj(String::valueOf).collect(Collectors.joining(","));
      String request =
          "{\"workflow\": \"copying\", \"numbers\": ["
              + numbers
              + "], \"order\": \""
              + "x".repeat(1_000_000)
              + "\"}";
      accept(server, request, GREEDY_RUNS);
      assertThat(server.post("{\"workflow\": \"modest\"}").body()).contains("accepted");
      within(Duration.ofMinutes(2)).until(() -> areEnded(store, "copying"));
      assertThat(store.ask("select problem from run where workflow_name = 'copying'"))
          .hasSize(GREEDY_RUNS)
          .allMatch(problem -> problem.contains("stored bytes per run"));
      assertThat(server.statusOf("/health/ready")).isEqualTo(200);
      assertThat(server.post("{\"workflow\": \"modest\"}").body()).contains("accepted");
    }
  }

  @Test
  @Tag("X7")
  void runsThatTogetherNeedMoreThanTheHeapWaitForMemoryAndEnd() throws IOException, SQLException {
    try (Postgres store = Postgres.create(Files.createDirectories(directory.resolve("store")));
        Server server = Server.start(home("only"), settings(store))) {
      String request = "{\"workflow\": \"hungry\", \"big\": \"" + "x".repeat(900_000) + "\"}";
      accept(server, request, RUNS);
      within(Duration.ofMinutes(2)).until(() -> areEnded(store, "hungry"));
      assertThat(store.ask("select distinct state from run where workflow_name = 'hungry'"))
          .containsExactly("SUCCEEDED");
      assertThat(server.isAlive()).isTrue();
    }
  }

  private static void accept(Server server, String request, int times) {
    for (int i = 0; i < times; i++) {
      within(Duration.ofMinutes(1)) // 503 while the store is late
          .until(() -> server.post(request).statusCode() == 202);
    }
  }

  private static boolean areEnded(Postgres store, String workflow) {
    return store
        .ask("select id from run where ended_at is null and workflow_name = '" + workflow + "'")
        .isEmpty();
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

  private Map<String, String> unlimited(Postgres store) throws IOException {
    Map<String, String> settings = settings(store);
    settings.put("DRAWBRIDGE_RUN_MAX_STORED", "1073741824");
    settings.put("DRAWBRIDGE_RUN_MAX_MEMORY", "4096");
    settings.put("DRAWBRIDGE_RUN_MEMORY", "4096");
    return settings;
  }

  private Map<String, String> settings(Postgres store) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("greedy.yaml"), GREEDY);
    Files.writeString(workflows.resolve("hungry.yaml"), HUNGRY);
    Files.writeString(workflows.resolve("copying.yaml"), COPYING);
    Files.writeString(workflows.resolve("modest.yaml"), MODEST);
    Map<String, String> settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", "PT3S");
    settings.put("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError");
    return settings;
  }
}
