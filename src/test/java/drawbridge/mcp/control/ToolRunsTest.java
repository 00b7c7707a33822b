package drawbridge.mcp.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.worker.TestNode;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Results that wait for their runs, while time passes and parts fail. */
@Tag("M1")
class ToolRunsTest {

  private static final Duration WAIT = Duration.ofSeconds(30);

  private final SwitchedStore store = new SwitchedStore(Stores.h2());
  private final TestNode node = new TestNode(store, new MovableClock(), TestNode.SETTINGS);
  private final ToolRuns runs = node.container.get(ToolRuns.class);
  private final Workspace workspace = node.container.get(Workspaces.class).all().get(0);

  @AfterEach
  void close() {
    store.on();
    node.close();
  }

  private CompletableFuture<ObjectNode> report(String run) {
    return runs.report(workspace, run, WAIT, List.of()).toCompletableFuture();
  }

  private static String status(CompletableFuture<ObjectNode> result) {
    assertThat(result).isDone();
    JsonNode done = result.join();
    assertThat(done.path("isError").booleanValue()).as("%s", done).isFalse();
    return done.at("/structuredContent/status").asText();
  }

  private String waiting() {
    node.saveTasks("wait", "  - one: {wait: {minutes: 10}}\n");
    String run = node.start("wait");
    node.runDue();
    return run;
  }

  @Test
  void resultComesWithTheEndOfItsRun() {
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    var result = report(node.start("one"));
    assertThat(result).isNotDone();
    node.runDue();
    assertThat(status(result)).isEqualTo("succeeded");
  }

  @Test
  void resultOfALongRunComesAfterTheWait() {
    var result = report(waiting());
    node.advance(WAIT.minusMillis(100));
    assertThat(result).isNotDone();
    node.advance(Duration.ofMillis(400));
    assertThat(status(result)).isEqualTo("waiting");
  }

  @Test
  @Tag("R8")
  void stoppingNodeAnswersEachCall() {
    var result = report(waiting());
    assertThat(result).isNotDone();
    node.container.get(RunAwaiter.class).end();
    assertThat(status(result)).isEqualTo("waiting");
    assertThat(result.join().at("/structuredContent/notice").asText()).contains("run_status");
  }

  @Test
  @Tag("R5")
  void committedRunIsNamedIfTheStoreFailsDuringTheWait() {
    String run = waiting();
    store.off();
    var result = report(run);
    assertThat(status(result)).isEqualTo("unknown");
    assertThat(result.join().at("/structuredContent/runId").asText()).isEqualTo(run);
  }
}
