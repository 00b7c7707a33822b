package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflow files change while the server runs. */
class WorkflowFilesST {

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: Hello}
      """;

  private static int version(Server server) {
    var answer = server.admin("GET", "workspaces/default/workflows", "text/plain", "");
    return Json.read(answer.body()).at("/workflows/0/version").asInt();
  }

  private static void awaitLogged(Server server, String text) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> server.logged().contains(text));
  }

  @Test
  void aChangeIsLoadedAFaultIsToldAndARemovalLeavesTheWorkflow(@TempDir Path directory)
      throws IOException {
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Path file = workflows.resolve("greet.yaml");
    Files.writeString(file, GREET);
    Map<String, String> settings = Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    try (Server server = Server.start(directory, settings)) {
      assertThat(version(server)).isEqualTo(1);
      PageReader browser = new PageReader(server.base());
      browser.signIn("admin", Server.PASSWORD);
      String editor = "/console/workflow.xhtml?workspace=default&name=greet";
      assertThat(browser.open(editor).body()).contains("<code>greet.yaml</code> defines this");

      Files.writeString(file, GREET + "# changed\n");
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> version(server) == 2);
      Files.writeString(file, GREET + "  - broken: {sett: {}}\n");
      awaitLogged(server, "workflow file greet.yaml: not loaded, the version before stays: line 5");
      Files.delete(file);
      awaitLogged(server, "workflow file greet.yaml was removed; the workflow greet stays");

      assertThat(browser.open(editor).body()).doesNotContain("defines this workflow");
      assertThat(version(server)).isEqualTo(2);
      assertThat(server.logged().split("workflow file greet.yaml: not loaded", -1)).hasSize(2);
    }
  }
}
