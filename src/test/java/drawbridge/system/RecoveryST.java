package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with default settings is killed and restarted. */
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

  private static final String WEBHOOK =
      "{\"workflow\": \"nap\", \"uid\": \"one\", \"word\": \"yes\"}";

  @TempDir Path directory;

  @Test
  @Tag("C2")
  @Tag("D4")
  @Tag("X3")
  @Tag("X5")
  void waitingRunEndsAfterAKillAndRestart() throws IOException {
    String secret;
    String location;
    try (Server server = Server.start(directory, nothingBut("nap", NAP))) {
      secret = server.secret();
      assertThat(secret).matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-.*");
      location = Json.read(server.post(WEBHOOK).body()).at("/results/0/location").textValue();
      Awaitility.await().until(() -> "waiting".equals(status(server, location, secret)));
      server.kill();
    }
    Files.move(directory.resolve("server.log"), directory.resolve("first.log"));
    try (Server server = Server.start(directory, nothingBut("nap", NAP))) {
      Awaitility.await().until(() -> server.logged().contains("Try it"));
      assertThat(server.logged()).contains("is ready").doesNotContain("Password", secret);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> "succeeded".equals(status(server, location, secret)));
      assertThat(run(server, location, secret).at("/output/word").textValue()).isEqualTo("yes");
      assertThat(send(server, secret)).isEqualTo(200);
    }
  }

  private static int send(Server server, String secret) {
    return server.postWith(secret, "/api/inbound/default", WEBHOOK).statusCode();
  }

  /** Sets neither secret nor password; the first start generates them. */
  private Map<String, String> nothingBut(String name, String text) throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve(name + ".yaml"), text);
    return Map.of(
        "DRAWBRIDGE_WORKFLOWS_DIRECTORY",
        workflows.toString(),
        "DRAWBRIDGE_BOOTSTRAP_SECRET",
        "",
        "DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD",
        "");
  }

  private static String status(Server server, String location, String secret) {
    return run(server, location, secret).path("status").asText();
  }

  private static JsonNode run(Server server, String location, String secret) {
    return Json.read(server.get(location, Map.of("Inbound-Webhook-Secret", secret)).body());
  }
}
