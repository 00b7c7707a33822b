package drawbridge.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Findings of the command {@code doctor}. */
class DoctorTest {

  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server).by(Clock.systemUTC());

  @AfterEach
  void close() {
    server.close();
  }

  private void healthy() {
    server
        .on(
            "/api/admin/me",
            200,
            Map.of("Content-Type", "application/json"),
            "{\"name\": \"ada\", \"role\": \"operator\", \"scopes\": [\"read\", \"run\"]}")
        .on("/health/ready", "{\"checks\": [{\"name\": \"store\", \"status\": \"UP\"}]}")
        .on("/api/admin/server", "{\"version\": \"1.0\"}")
        .on("/api/admin/workspaces/default", "{}")
        .on("runs", "{\"runs\": []}")
        .on("rejections", "{\"rejections\": []}")
        .on("triggers", "{\"triggers\": [{\"name\": \"t\", \"enabled\": true}]}");
  }

  private String result(String check) {
    return terminal
        .out()
        .lines()
        .filter(line -> line.matches("\\S+ +" + check + " .*"))
        .findFirst()
        .orElse("");
  }

  @Test
  void aGoodServerHasNoFinding() {
    healthy();
    assertThat(terminal.run("doctor", "-o", "json")).isZero();
    assertThat(terminal.out().lines().skip(2)).allMatch(line -> line.contains("\"result\":\"ok\""));
    assertThat(terminal.out()).contains("ada, role operator, scopes read run");
  }

  @Test
  void aClockThatDiffersIsAWarning() {
    healthy();
    Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
    assertThat(terminal.by(late).run("doctor")).isZero();
    assertThat(result("clock")).startsWith("warning").contains("differs");
  }

  @Test
  void anotherVersionIsAWarning() {
    server.on("/api/admin/server", "{\"version\": \"0.9\"}");
    healthy();
    assertThat(terminal.run("doctor")).isZero();
    assertThat(result("version")).startsWith("warning").contains("server 0.9, this program 1.0");
  }

  @Test
  void warningsSayWhatToDoAndFailNothing() {
    server
        .on("runs", "{\"runs\": [{\"workflow\": \"w\"}, {\"workflow\": \"w\"}], \"next\": \"x\"}")
        .on(
            "rejections",
            "{\"rejections\": [{\"reason\": \"busy\", \"count\": 7, \"lastAt\": \"%s\"},"
                    .formatted(Instant.now())
                + " {\"reason\": \"old\", \"count\": 9, \"lastAt\": \"%s\"}]}"
                    .formatted(Instant.now().minus(Duration.ofDays(2))))
        .on(
            "triggers",
            "{\"triggers\": [{\"name\": \"t\", \"enabled\": false}, {\"name\": \"u\", \"warning\":"
                + " \"The signature has no secret.\"}]}");
    healthy();
    assertThat(terminal.run("doctor")).isZero();
    assertThat(result("runs")).startsWith("warning").contains("2 or more failed", "w 2");
    assertThat(result("rejections")).startsWith("warning").contains("busy 7").doesNotContain("old");
    assertThat(result("triggers"))
        .contains("t (disabled); u (The signature has no secret.)", "Warnings");
  }

  @Test
  void refusedCredentialsFailAndEndTheChecks() {
    server.on("/api/admin/me", 401, "{\"detail\": \"No.\"}");
    server.on("/health/ready", 503, "{\"checks\": [{\"name\": \"store\", \"status\": \"DOWN\"}]}");
    assertThat(terminal.run("doctor")).isEqualTo(1);
    assertThat(result("credentials")).startsWith("failed").contains("DRAWBRIDGE_TOKEN is refused");
    assertThat(result("health")).startsWith("failed").contains("down: store");
    assertThat(result("runs")).isEmpty();
  }

  @Test
  void downChecksFail() {
    server.on("/health/ready", "{\"checks\": [{\"name\": \"store\", \"status\": \"DOWN\"}]}");
    healthy();
    assertThat(terminal.run("doctor")).isEqualTo(1);
    assertThat(result("health")).startsWith("failed").contains("down: store");
  }

  @Test
  void hiddenHealthIsAWarning() {
    server.on("/health/ready", 403, Map.of("Content-Type", "text/html"), "<p>");
    healthy();
    assertThat(terminal.run("doctor")).isZero();
    assertThat(result("health")).startsWith("warning").contains("not visible");
  }

  @Test
  void anUnknownWorkspaceEndsTheChecks() {
    server.on("/api/admin/workspaces/default", 404, "{\"detail\": \"No such workspace.\"}");
    healthy();
    assertThat(terminal.run("doctor")).isEqualTo(1);
    assertThat(result("workspace")).startsWith("failed").contains("No such workspace.");
    assertThat(result("runs")).isEmpty();
  }

  @Test
  void anAddressThatDoesNotAnswerIsTheOnlyFinding() {
    String address = server.address();
    server.close();
    assertThat(terminal.run("doctor", "--url", address)).isEqualTo(1);
    assertThat(terminal.out().lines()).hasSize(2);
    assertThat(result("address")).startsWith("failed").contains("cannot connect");
  }

  @Test
  void anotherServerFails() {
    server.on("/api/admin/me", 200, Map.of("Content-Type", "text/html"), "<h1>Welcome");
    assertThat(terminal.run("doctor")).isEqualTo(1);
    assertThat(result("credentials")).startsWith("failed").contains("not from Drawbridge");
  }
}
