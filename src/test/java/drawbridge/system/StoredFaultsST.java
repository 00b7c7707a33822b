package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static drawbridge.system.Admin.WORKSPACES;
import static drawbridge.system.Admin.YAML;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version that an earlier release saved and a save refuses now is found, and corrected. A damaged
 * row fails its run, and hides no other.
 */
@Tag("X27")
class StoredFaultsST {

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: %1$s, version: '1.0.0'}%ndo:%n";
  private static final String RUNS = WORKSPACES + "/default/runs/";
  private static final String UNREADABLE = "Stored data are unreadable";

  private static final String WORKFLOW = WORKSPACES + "/default/workflows/greet";
  private static final String SOUND =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - first: {set: {reached: true}}
        - greet: {set: {greeting: '${ "Hello \\(.runtime.name)" }'}}
      """;
  private static final String FAULTY =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - first: {set: {reached: true}}
        - greet: {set: {greeting: 'Hello ${ .runtime.name }'}}
      """;

  @Test
  void faultyVersionIsListedAndFailsAtItsTask(@TempDir Path directory)
      throws IOException, SQLException {
    try (Server server = Server.start(directory, Map.of())) {
      new Admin(server.base()).put(WORKFLOW, YAML, SOUND).expect(201);
      server.terminate();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive());
    }
    replaceText(directory);
    try (Server server = Server.start(directory, Map.of())) {
      Admin admin = new Admin(server.base());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> listed(admin).at("/faultCount").asInt() == 1);
      assertThat(server.logged())
          .contains(
              "workflow greet of workspace default: version 1 has faults, the first of 1 at line 4");
      JsonNode fault =
          admin.get(WORKFLOW + "/versions").expect(200).json().at("/versions/0/faults/0");
      assertThat(fault.at("/pointer").asText()).isEqualTo("/do/1/greet/set/greeting");
      assertThat(fault.at("/line").asInt()).isEqualTo(4);

      JsonNode problem = run(admin).at("/problem");
      assertThat(problem.at("/task/name").asText()).isEqualTo("greet");
      assertThat(problem.at("/type").asText()).endsWith("/errors/expression");

      admin.put(WORKFLOW, YAML, SOUND.replace("true", "1")).expect(200);
      assertThat(listed(admin).has("faultCount")).isFalse();
      assertThat(admin.get(WORKFLOW + "/versions").json().at("/versions/0").has("faults"))
          .isFalse();
      assertThat(run(admin).has("output")).isTrue();
    }
  }

  /** What one reader of the store refuses, another has accepted: bodies, runs, APIs and pages. */
  @Test
  void extremeValuesAreReadAndDamagedRowsAreShown(@TempDir Path directory)
      throws IOException, SQLException {
    String number = "9".repeat(999) + "e99999";
    String waiting;
    String cancelled;
    String ended;
    try (Server server = Server.start(directory, Map.of())) {
      Admin admin = new Admin(server.base());
      save(admin, "waits", "  - pause: {wait: {hours: 1}}\n");
      save(admin, "copy", "  - copy: {set: {copy: '{{runtime}}'}}\n");
      JsonNode result = post(admin, "copy", "\"n\": " + number);
      assertThat(result.at("/runStatus").asText()).isEqualTo("succeeded");
      ended = result.at("/runId").asText();
      assertShown(server, admin, ended);
      waiting = post(admin, "waits", "\"uid\": \"damaged\"").at("/runId").asText();
      cancelled = post(admin, "waits", "\"uid\": \"cancelled\"").at("/runId").asText();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> state(admin, waiting).equals("waiting"));
      String name = "{\"workflow\": \"copy\", \"" + "n".repeat(60_000) + "\": 1}";
      assertThat(server.postWith(Server.SECRET, "/api/inbound/default", name).statusCode())
          .isEqualTo(400);
      server.terminate();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !server.isAlive());
    }
    update(directory, "update run set runtime = '{\"a\": hunter2' where id = ?", waiting);
    update(directory, "update run set runtime = '{' where id = ?", cancelled);
    update(directory, "update run set due_at = 1 where id = ?", waiting);
    update(directory, "update run set output = '{' where id = ?", ended);
    update(
        directory,
        "update request set data = '{' where id = (select request_id from run where id = ?)",
        ended);
    try (Server server = Server.start(directory, Map.of())) {
      Admin admin = new Admin(server.base());
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> state(admin, waiting).equals("failed"));
      assertShown(server, admin, waiting);
      JsonNode problem = admin.get(RUNS + waiting).json().at("/problem");
      assertThat(problem.at("/title").asText()).isEqualTo(UNREADABLE);
      assertThat(admin.get(WORKSPACES + "/default/runs?status=failed").json().at("/runs"))
          .singleElement()
          .satisfies(it -> assertThat(it.at("/problem/title").asText()).isEqualTo(UNREADABLE));
      assertThat(
              admin
                  .post(WORKSPACES + "/default/verify", "{\"uids\": [\"damaged\"]}")
                  .json()
                  .at("/results/0/runStatus")
                  .asText())
          .isEqualTo("failed");
      admin.post(RUNS + cancelled + "/cancel").expect(202);
      assertThat(state(admin, cancelled)).isEqualTo("cancelled");
      assertShown(server, admin, cancelled);
      assertShown(server, admin, ended);
      assertThat(admin.get(RUNS + ended).json().at("/output/unreadable").asText()).isNotEmpty();
      JsonNode listed = admin.get(WORKSPACES + "/default/requests").expect(200).json();
      assertThat(listed.at("/requests")).hasSize(3);
      for (JsonNode request : listed.at("/requests")) {
        admin
            .get(WORKSPACES + "/default/requests/" + request.at("/requestId").asText())
            .expect(200);
      }
      JsonNode replays =
          admin
              .post(
                  WORKSPACES + "/default/replays",
                  "{\"query\": {\"status\": \"failed\"}, \"preview\": true}")
              .json();
      assertThat(replays.toString()).contains(waiting);
      assertThat(server.logged())
          .contains("run " + waiting + ": The runtime data cannot be read")
          .doesNotContain("the store did not answer")
          .doesNotContain("hunter2");
    }
  }

  private static void save(Admin admin, String name, String tasks) {
    admin
        .put(WORKSPACES + "/default/workflows/" + name, YAML, HEAD.formatted(name) + tasks)
        .expect(201);
  }

  private static JsonNode post(Admin admin, String workflow, String members) {
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", Server.SECRET, "Prefer", "wait=1");
    byte[] body =
        ("{\"workflow\": \"" + workflow + "\", " + members + "}").getBytes(StandardCharsets.UTF_8);
    return admin
        .send("POST", "/api/inbound/default", headers, body)
        .expect(202)
        .json()
        .at("/results/0");
  }

  private static String state(Admin admin, String run) {
    return admin.get(RUNS + run).expect(200).json().at("/status").asText();
  }

  /** Reads a run through the API, its sender's address, and the console. */
  private static void assertShown(Server server, Admin admin, String run) {
    admin.get(RUNS + run).expect(200);
    admin.get(RUNS + run + "/steps").expect(200);
    Map<String, String> secret = Map.of("Inbound-Webhook-Secret", Server.SECRET);
    assertThat(server.get("/api/inbound/default/runs/" + run, secret).statusCode()).isEqualTo(200);
    PageReader browser = new PageReader(server.base());
    browser.signIn("admin", Server.PASSWORD);
    assertThat(browser.open("/console/runs.xhtml?workspace=default").statusCode()).isEqualTo(200);
    assertThat(browser.open("/console/run.xhtml?workspace=default&id=" + run).statusCode())
        .isEqualTo(200);
  }

  private static void update(Path directory, String sql, String run) throws SQLException {
    try (Connection store = open(directory);
        PreparedStatement update = store.prepareStatement(sql)) {
      update.setString(1, run);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static Connection open(Path directory) throws SQLException {
    String url = "jdbc:h2:file:" + directory.resolve("data/drawbridge") + ";MODE=PostgreSQL";
    return DriverManager.getConnection(url, "drawbridge", Server.storePassword(directory));
  }

  private static JsonNode listed(Admin admin) {
    return admin.get(WORKSPACES + "/default/workflows").expect(200).json().at("/workflows/0");
  }

  private static JsonNode run(Admin admin) {
    Map<String, String> headers =
        Map.of("Content-Type", JSON, "Inbound-Webhook-Secret", Server.SECRET, "Prefer", "wait=10");
    byte[] body = "{\"workflow\": \"greet\", \"name\": \"Ada\"}".getBytes(StandardCharsets.UTF_8);
    return admin
        .send("POST", "/api/inbound/default", headers, body)
        .expect(202)
        .json()
        .at("/results/0");
  }

  /** Writes the text of an earlier release into the file of the stopped server. */
  private static void replaceText(Path directory) throws SQLException {
    try (Connection store = open(directory);
        PreparedStatement update =
            store.prepareStatement("update workflow_version set source = ?, digest = 'old'")) {
      update.setString(1, FAULTY);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
