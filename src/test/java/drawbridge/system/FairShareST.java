package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that compute for long leave processors to others. */
@Tag("alone")
class FairShareST {

  /** Each evaluation takes most of the steps that jq allows. */
  private static final String BURNING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: burning, version: '1.0.0'}
      do:
        - burn: {set: {n: '${ [range(150000)] | map(. * 2) | add }'}, then: burn}
      """;

  private static final String CALLING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: calling, version: '1.0.0'}
      do:
        - call: {call: http, with: {method: GET, endpoint: '%s'}}
      """;

  private static final int TRIES = 7;

  @TempDir Path directory;

  @Test
  @Tag("X7")
  void aRunWithACallEndsSoonWhileBombsOfAnotherWorkflowFillTheirSlots() throws IOException {
    try (Sink sink = new Sink();
        Server server = Server.start(directory, settings(sink))) {
      Duration quiet = median(server);
      String entries = IntStream.range(0, 200).mapToObj(i -> "{}").collect(Collectors.joining(","));
      server.post("{\"workflow\": \"burning\", \"batch\": [" + entries + "]}");
      Duration beside = median(server);
      System.out.println("a run with one call: quiet " + quiet + ", beside bombs " + beside);
      assertThat(beside).isLessThan(quiet.plusSeconds(2));
    }
  }

  private static Duration median(Server server) {
    return Duration.ofNanos(
        IntStream.range(0, TRIES)
            .mapToLong(i -> nanosOfOne(server))
            .sorted()
            .skip(TRIES / 2)
            .findFirst()
            .orElseThrow());
  }

  private static long nanosOfOne(Server server) {
    long start = System.nanoTime();
    String reply =
        server
            .postWith(
                Map.of("Inbound-Webhook-Secret", server.secret(), "Prefer", "wait=30"),
                "/api/inbound/default",
                "{\"workflow\": \"calling\"}")
            .body();
    assertThat(Json.read(reply).at("/results/0/runStatus").asText()).isEqualTo("succeeded");
    return System.nanoTime() - start;
  }

  private Map<String, String> settings(Sink sink) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve("burning.yaml"), BURNING);
    Files.writeString(workflows.resolve("calling.yaml"), CALLING.formatted(sink.at("/")));
    return Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
  }
}
