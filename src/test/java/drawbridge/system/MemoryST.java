package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collector;
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

  private static final String GREEDY =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greedy, version: '1.0.0'}
      do:
        - grow:
            for: {each: word, in: '{{runtime.words}}', at: number}
            do:
              - keep: {set: {kept: '${ $context.runtime.big + ($number | tostring) }'}}
      """;
  private static final String MODEST =
      """
      document: {dsl: '1.0.0', namespace: tests, name: modest, version: '1.0.0'}
      do:
        - one: {set: {a: 1}}
      """;

  @TempDir Path directory;

  @Test
  @Tag("X3")
  @Tag("X14")
  void aNodeThatRunsOutOfMemoryEndsAndTheRunThatDidItDoesNotKillTheOthersForEver()
      throws IOException, SQLException {
    try (Postgres store = Postgres.create(Files.createDirectories(directory.resolve("store")))) {
      try (Server first = Server.start(home("first"), settings(store))) {
        String words = IntStream.range(0, 2000).mapToObj(String::valueOf).collect(commas());
        String big = "x".repeat(900_000);
        first.post(
            "{\"workflow\": \"greedy\", \"words\": [" + words + "], \"big\": \"" + big + "\"}");
        within(Duration.ofSeconds(60)).until(() -> !first.isAlive());
        assertThat(first.logged()).contains("OutOfMemoryError");
      }
      // records four earlier losses
      store.ask("update run set losses = 4 where workflow_name = 'greedy' returning id");
      try (Server second = Server.start(home("second"), settings(store))) {
        within(Duration.ofSeconds(30)).until(() -> isFailed(store));
        assertThat(store.ask("select problem from run where workflow_name = 'greedy'").get(0))
            .contains("5 nodes died");
        String run = Json.read(second.post("{\"workflow\": \"modest\"}").body()).toString();
        assertThat(run).contains("accepted");
        within(Duration.ofSeconds(10))
            .until(
                () ->
                    store
                        .ask("select state from run where workflow_name = 'modest'")
                        .contains("SUCCEEDED"));
      }
    }
  }

  private static Collector<CharSequence, ?, String> commas() {
    return Collectors.joining(",");
  }

  private static boolean isFailed(Postgres store) {
    return store.ask("select state from run where workflow_name = 'greedy'").contains("FAILED");
  }

  private static ConditionFactory within(Duration most) {
    return Awaitility.await().atMost(most);
  }

  private Path home(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  private Map<String, String> settings(Postgres store) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("greedy.yaml"), GREEDY);
    Files.writeString(workflows.resolve("modest.yaml"), MODEST);
    Map<String, String> settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", "PT3S");
    settings.put("JDK_JAVA_OPTIONS", "-XX:+ExitOnOutOfMemoryError");
    return settings;
  }
}
