package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that end with their acceptance, as senders and operators see them, before and after a kill.
 */
@Tag("alone")
class ShortRunsST {

  private static final String DOUBLE =
      """
      document: {dsl: '1.0.0', namespace: tests, name: double, version: '1.0.0'}
      do:
        - twice:
            set: {twice: '${ $context.runtime.n * 2 }'}
      """;

  private static final int ENTRIES = 200;

  @TempDir Path directory;

  @Test
  @Tag("R5")
  @Tag("D1")
  void acknowledgedRunHasEndedAfterAKill() throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("double.yaml"), DOUBLE);
    Map<String, String> settings = Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    Set<String> locations;
    try (Server server = Server.start(directory, settings)) {
      Awaitility.await().until(() -> endsWithItsAcceptance(server));
      long before = shortRuns(server);
      HttpResponse<String> accepted = batch(server, "kept");
      assertThat(accepted.statusCode()).isEqualTo(202);
      locations = locations(accepted);
      assertThat(shortRuns(server)).isEqualTo(before + ENTRIES);
      server.kill();
    }
    try (Server server = Server.start(directory, settings)) {
      assertThat(locations).hasSize(ENTRIES);
      Set<Integer> results = new TreeSet<>();
      for (String location : locations) {
        JsonNode run =
            Json.read(server.get(location, Map.of("Inbound-Webhook-Secret", Server.SECRET)).body());
        assertThat(run.path("status").asText()).isEqualTo("succeeded");
        results.add(run.at("/output/twice").asInt());
      }
      assertThat(results)
          .isEqualTo(IntStream.range(0, ENTRIES).mapToObj(i -> 2 * i).collect(Collectors.toSet()));
      assertThat(batch(server, "kept").statusCode()).as("all of them again").isEqualTo(200);
    }
  }

  /** Returns whether the server treats the workflow as short. */
  private static boolean endsWithItsAcceptance(Server server) {
    long before = shortRuns(server);
    batch(server, "proof-" + before + "-" + System.nanoTime());
    return shortRuns(server) == before + ENTRIES;
  }

  private static long shortRuns(Server server) {
    return Metrics.of(server).value("runs_short_total");
  }

  private static HttpResponse<String> batch(Server server, String name) {
    String entries =
        IntStream.range(0, ENTRIES)
            .mapToObj(i -> "{\"uid\": \"%s-%d\", \"n\": %d}".formatted(name, i, i))
            .collect(Collectors.joining(", ", "[", "]"));
    return server.post("{\"workflow\": \"double\", \"batch\": " + entries + "}");
  }

  private static Set<String> locations(HttpResponse<String> accepted) {
    Set<String> locations = new TreeSet<>();
    Json.read(accepted.body())
        .path("results")
        .forEach(result -> locations.add(result.path("location").textValue()));
    return locations;
  }
}
