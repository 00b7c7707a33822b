package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server under a wrong clock. */
@Tag("nightly")
class ClockST {

  private static final int UIDS = 1_000;
  private static final String NOTE =
      """
      document: {dsl: '1.0.0', namespace: tests, name: note, version: '1.0.0'}
      do:
        - note: {set: {noted: true}}
      """;

  private static final Pattern ACCEPT = Pattern.compile("drawbridge\\.clock\\.accept-once=(\\S+Z)");

  @TempDir Path directory;

  @Test
  void uidsSurviveAStartAheadAndTheReturnToTheRightTime() throws IOException {
    try (Server server = Server.start(directory, Map.of())) {
      new Admin(server.base())
          .put(Admin.WORKSPACES + "/default/workflows/note", Admin.YAML, NOTE)
          .expect(201);
      assertThat(statuses(server)).isEqualTo(Map.of("accepted", (long) UIDS));
      server.kill();
    }
    try (Server ahead = Server.start(directory, ahead(200))) {
      assertThat(ahead.logged()).contains("no uid is released and no old row removed for 24 h");
      assertThat(ahead.get("/health/ready", Map.of()).body()).contains("standsStillSince");
      assertThat(statuses(ahead)).isEqualTo(Map.of("duplicate", (long) UIDS));
      // purges run a minute after the start
      Awaitility.await()
          .pollDelay(Duration.ofSeconds(75))
          .atMost(Duration.ofSeconds(90))
          .until(() -> true);
      assertThat(statuses(ahead)).isEqualTo(Map.of("duplicate", (long) UIDS));
      ahead.kill();
    }
    byte[] before = Files.readAllBytes(directory.resolve("data/drawbridge.mv.db"));
    String refused;
    try (Server server = Server.begin(directory, Map.of())) {
      refused = StoreDamageST.endOf(server);
    }
    assertThat(refused).contains("Drawbridge cannot start: the newest row of the store is of ");
    assertThat(Files.readAllBytes(directory.resolve("data/drawbridge.mv.db"))).isEqualTo(before);
    Matcher accepted = ACCEPT.matcher(refused);
    assertThat(accepted.find()).isTrue();
    startAgain(Map.of("DRAWBRIDGE_CLOCK_ACCEPT_ONCE", accepted.group(1)));
    for (int restart = 0; restart < 3; restart++) {
      startAgain(Map.of());
    }
  }

  private void startAgain(Map<String, String> settings) throws IOException {
    try (Server server = Server.start(directory, settings)) {
      assertThat(statuses(server)).isEqualTo(Map.of("duplicate", (long) UIDS));
      if (settings.isEmpty()) {
        server.terminate();
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive());
      } else {
        server.kill();
      }
    }
  }

  /** Sends all uids in one batch; returns how many got each status. */
  private static Map<String, Long> statuses(Server server) throws IOException {
    String entries =
        IntStream.range(0, UIDS)
            .mapToObj("{\"uid\": \"uid-%d\"}"::formatted)
            .collect(Collectors.joining(","));
    JsonNode results =
        Json.MAPPER
            .readTree(server.post("{\"workflow\": \"note\", \"batch\": [" + entries + "]}").body())
            .at("/results");
    Map<String, Long> statuses = new HashMap<>();
    results.forEach(result -> statuses.merge(result.at("/status").asText(), 1L, Long::sum));
    return statuses;
  }

  private static Map<String, String> ahead(int days) throws IOException {
    Optional<FakeClock> clock = FakeClock.find();
    Assumptions.assumeTrue(clock.isPresent(), FakeClock.NEEDED);
    return clock.orElseThrow().off(days);
  }
}
