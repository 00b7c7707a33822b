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

/** A version that an earlier release saved and a save refuses now is found, and corrected. */
@Tag("X27")
class StoredFaultsST {

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
    String url = "jdbc:h2:file:" + directory.resolve("data/drawbridge") + ";MODE=PostgreSQL";
    try (Connection store = DriverManager.getConnection(url, "drawbridge", "drawbridge");
        PreparedStatement update =
            store.prepareStatement("update workflow_version set source = ?, digest = 'old'")) {
      update.setString(1, FAULTY);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }
}
