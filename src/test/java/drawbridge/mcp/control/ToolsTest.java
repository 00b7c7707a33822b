package drawbridge.mcp.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.run.worker.TestNode;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages of a list of tools, and the runs that callers of tools may see. */
@OnEveryStore
@Tag("M1")
class ToolsTest {

  private static final String PLAIN =
      """
      document: {dsl: '1.0.0', namespace: tests, name: tool, version: '1.0.0'}
      do: [{a: {set: {x: 1}}}]
      """;
  private static final String TOOL =
      PLAIN.replace("'}", "', title: A tool, metadata: {tool: {description: Sets x}}}");

  private final TestNode node;
  private final Tools tools;
  private final ToolRuns runs;

  ToolsTest(Store on) {
    node = new TestNode(on.open());
    tools = node.container.get(Tools.class);
    runs = node.container.get(ToolRuns.class);
  }

  @AfterEach
  void close() {
    node.close();
  }

  private Workspace workspace() {
    return node.container.get(Workspaces.class).all().stream()
        .filter(it -> it.id().equals(node.workspace))
        .findFirst()
        .orElseThrow();
  }

  private JsonNode status(String runId) {
    return runs.status(workspace(), runId, Duration.ZERO).toCompletableFuture().join();
  }

  @Test
  void pagesListEachToolOnceByName() {
    List<String> expected = new ArrayList<>(List.of("run_status"));
    for (int i = 0; i < 2 * Tools.PAGE; i++) {
      String name = "tool-%03d".formatted(i);
      node.save(name, TOOL);
      expected.add(name);
    }
    node.save("plain", PLAIN);

    ObjectNode first = tools.list(node.workspace, "");
    assertThat(first.path("tools")).hasSize(Tools.PAGE + 1);
    ObjectNode second = tools.list(node.workspace, first.path("nextCursor").asText());
    assertThat(second.path("tools")).hasSize(Tools.PAGE);
    assertThat(second.has("nextCursor")).isFalse();

    List<String> names = new ArrayList<>();
    first.path("tools").forEach(it -> names.add(it.path("name").asText()));
    second.path("tools").forEach(it -> names.add(it.path("name").asText()));
    assertThat(names).isEqualTo(expected);
    assertThat(first.at("/tools/1/title").asText()).isEqualTo("A tool");
    assertThat(first.at("/tools/1/inputSchema")).hasToString("{\"type\":\"object\"}");
  }

  @Test
  void toolIsFoundByItsNameOnly() {
    String id = node.save("tool", TOOL).workflowId();
    node.save("plain", PLAIN);
    assertThat(tools.find(node.workspace, "tool")).isPresent();
    for (String other : List.of(id, "Tool", "plain", "", "a\0", "nothing")) {
      assertThat(tools.find(node.workspace, other)).as(other).isEmpty();
    }
  }

  @Test
  void runsOfVersionsThatAreToolsAreShown() {
    node.save("tool", TOOL);
    node.save("plain", PLAIN);
    String shown = node.start("tool");
    String hidden = node.start("plain");
    node.runDue();
    node.save("tool", PLAIN);
    String later = node.start("tool");

    assertThat(status(shown).at("/structuredContent/status").asText()).isEqualTo("succeeded");
    assertThat(status(shown.toUpperCase(Locale.ROOT)).path("isError").booleanValue()).isFalse();
    for (String unknown : List.of(hidden, later, Ids.next(0), "", "x")) {
      assertThat(status(unknown).path("isError").booleanValue()).as(unknown).isTrue();
    }
  }
}
