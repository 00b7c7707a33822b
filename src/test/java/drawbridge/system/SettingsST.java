package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Invalid settings stop the deployment with one message. */
class SettingsST {

  /** Every setting of the application with an invalid value. */
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("drawbridge.inbound.max-body", "a-lot-of-bytes"),
          Map.entry("drawbridge.inbound.max-batch", "0"),
          Map.entry("drawbridge.inbound.max-inherited", "0x100"),
          Map.entry("drawbridge.inbound.body-timeout", "PT0.5S"),
          Map.entry("drawbridge.inbound.max-concurrent-bodies", "0"),
          Map.entry("drawbridge.inbound.workspace-rate", "0/s"),
          Map.entry("drawbridge.inbound.trigger-rate", "60/min"),
          Map.entry("drawbridge.inbound.max-rejections", "-1"),
          Map.entry("drawbridge.inbound.public-url", "ftp://hooks.example.org"),
          Map.entry("drawbridge.inbound.key-hosts", "https://login.example.org/"),
          Map.entry("drawbridge.encryption.keys", "k1:Sh0rtKey"),
          Map.entry("drawbridge.uid.window", "30 days"),
          Map.entry("drawbridge.retention.runs", "for ever"),
          Map.entry("drawbridge.retention.steps", "PT59S"),
          Map.entry("drawbridge.retention.rejections", "P36501D"),
          Map.entry("drawbridge.retention.replays", "P0D"),
          Map.entry("drawbridge.run.concurrency", "-1"),
          Map.entry("drawbridge.run.sweep", "PT0S"),
          Map.entry("drawbridge.run.node-timeout", "PT1S"),
          Map.entry("drawbridge.run.max-steps", "1e3"),
          Map.entry("drawbridge.run.max-nesting", "501"),
          Map.entry("drawbridge.run.max-time", "P1Y"),
          Map.entry("drawbridge.run.max-output", "99999999999"),
          Map.entry("drawbridge.run.max-stored", "1"),
          Map.entry("drawbridge.run.max-memory", "0"),
          Map.entry("drawbridge.run.memory", "64m"),
          Map.entry("drawbridge.run.max-depth", "deep"),
          Map.entry("drawbridge.retention.tallies", "P1S"),
          Map.entry("drawbridge.monitoring.least-free-disk", "1GB"),
          Map.entry("drawbridge.operator.sign-in", "badge"),
          Map.entry("drawbridge.outbound.allow", "http://example.org/"),
          Map.entry("drawbridge.outbound.connect-timeout", "five"),
          Map.entry("drawbridge.outbound.timeout", "PT-1S"),
          Map.entry("drawbridge.outbound.max-answer", "1"),
          Map.entry("drawbridge.bootstrap.secret", "sh0rt!!"),
          Map.entry("drawbridge.bootstrap.admin-password", "Sw0rd!!"),
          Map.entry("drawbridge.workflows.directory", "/no/such/directory"));

  @TempDir Path directory;
  @TempDir Path other;

  @Test
  void oneStartNamesEveryInvalidSettingAndNoSecret() throws IOException {
    Map<String, String> wrong = new HashMap<>();
    WRONG.forEach((name, value) -> wrong.put(variable(name), value));
    wrong.put("DRAWBRIDGE_LOG_FORMAT", "json");
    Map<String, String> lost =
        Map.of(
            "DRAWBRIDGE_DATABASE_URL",
            "jdbc:h2:tcp://localhost:1/nothing",
            "DRAWBRIDGE_DATABASE_PASSWORD",
            "Passw0rd!!");
    try (Server invalid = Server.begin(directory, wrong);
        Server withoutStore = Server.begin(other, lost)) {
      assertIsNotReady(invalid);
      assertThat(invalid.logged())
          .contains(WRONG.keySet().stream().map(name -> "setting " + name + " ").toList())
          .doesNotContain("sh0rt!!", "Sw0rd!!", "Sh0rtKey");
      assertThat(invalid.logged().lines().map(Json::read))
          .anyMatch(event -> event.at("/Throwable/StackTrace").asText().contains("BadSettings"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(3))
          .until(() -> withoutStore.logged().contains("the start waits for it"));
      assertThat(withoutStore.statusOf("/health/ready")).isNotEqualTo(200);
      assertThat(withoutStore.logged())
          .contains("the store does not answer", "localhost:1")
          .doesNotContain("Passw0rd!!", Server.SECRET, Server.PASSWORD);
    }
  }

  private static void assertIsNotReady(Server server) {
    Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !server.isAlive());
    assertThat(server.exitStatus()).isEqualTo(1);
    assertThat(server.logged()).contains("did not start");
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT);
  }
}
