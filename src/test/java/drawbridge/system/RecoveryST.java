package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who kills the server, or who sets it up badly. */
class RecoveryST {

  private static final String NAP =
      """
      document: {dsl: '1.0.0', namespace: tests, name: nap, version: '1.0.0'}
      do:
        - before:
            set: {slept: false}
        - nap:
            wait: {seconds: 4}
        - after:
            set: {slept: true, word: '{{runtime.word}}'}
      """;

  @TempDir Path directory;

  @Test
  @Tag("X3")
  @Tag("X5")
  @Tag("D4")
  void aRunThatWaitsWhenTheServerIsKilledEndsAfterTheRestart() throws IOException {
    Map<String, String> settings = withWorkflow("nap", NAP);
    String location;
    try (Server server = Server.start(directory, settings)) {
      JsonNode reply =
          Json.read(
              server.post("{\"workflow\": \"nap\", \"uid\": \"one\", \"word\": \"yes\"}").body());
      location = reply.at("/results/0/location").textValue();
      Awaitility.await().until(() -> "waiting".equals(status(server, location)));
      server.kill();
    }
    try (Server server = Server.start(directory, settings)) {
      assertThat(
              server
                  .post("{\"workflow\": \"nap\", \"uid\": \"one\", \"word\": \"yes\"}")
                  .statusCode())
          .isEqualTo(200);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> "succeeded".equals(status(server, location)));
      assertThat(run(server, location).at("/output/word").textValue()).isEqualTo("yes");
    }
  }

  @Test
  void aBadSettingStopsTheDeploymentAndNamesItselfWithoutItsValue() throws IOException {
    Map<String, String> settings = Map.of("DRAWBRIDGE_INBOUND_MAX_BODY", "a-lot-of-bytes");
    try (Server server = Server.begin(directory, settings)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> server.logged().contains("setting drawbridge.inbound.max-body must be"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> server.logged().contains("ready in"));
      assertThat(server.statusOf("/health/ready")).isNotEqualTo(200);
      assertThat(server.post("{}").statusCode()).isEqualTo(404);
      assertThat(server.logged()).doesNotContain("a-lot-of-bytes");
    }
  }

  @Test
  @Tag("C2")
  void theFirstStartPrintsWhatItMadeUpOnce() throws IOException {
    Map<String, String> nothing =
        Map.of("DRAWBRIDGE_BOOTSTRAP_SECRET", "", "DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD", "");
    try (Server server = Server.start(directory, nothing)) {
      assertThat(server.logged()).containsPattern("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-");
    }
    Files.delete(directory.resolve("server.log"));
    try (Server server = Server.start(directory, nothing)) {
      assertThat(server.logged()).doesNotContain("password of the operator admin");
    }
  }

  private Map<String, String> withWorkflow(String name, String text) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve(name + ".yaml"), text);
    return Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
  }

  private static String status(Server server, String location) {
    return run(server, location).path("status").asText();
  }

  private static JsonNode run(Server server, String location) {
    return Json.read(server.get(location, Map.of("Inbound-Webhook-Secret", Server.SECRET)).body());
  }
}
