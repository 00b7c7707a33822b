package drawbridge.monitoring.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.TestNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnEveryStore
class ClusterStatusTest {

  private static final String NAP = "  - nap: {wait: {minutes: 10}}\n";
  private static final int ENDED = 20_000;

  private final DataSource store;
  private final Plans plans;
  private final TestNode node;
  private final ClusterStatus status;

  ClusterStatusTest(Store on) {
    store = on.open();
    plans = new Plans(store);
    node = new TestNode(plans.watched());
    status = node.container.get(ClusterStatus.class);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void idleClusterHasOneNodeAndNoRuns() {
    ClusterStatus.View view = status.read();
    assertThat(view.unfinished()).isEqualTo(unfinished(0, 0, 0));
    assertThat(view.due()).isZero();
    assertThat(view.oldestDue()).isEmpty();
    assertThat(view.nodes()).hasSize(1);
    assertThat(view.nodes().get(0).isAlive()).isTrue();
    assertThat(view.nodes().get(0).silentFor()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void queuedRunsAreDue() {
    node.saveTasks("first", NAP);
    node.saveTasks("second", NAP);
    node.start("first");
    node.clock.move(Duration.ofSeconds(40));
    node.start("second");
    node.clock.move(Duration.ofSeconds(2));
    ClusterStatus.View view = status.read();
    assertThat(view.unfinished()).isEqualTo(unfinished(2, 0, 0));
    assertThat(view.due()).isEqualTo(2);
    assertThat(view.oldestDue()).contains(Duration.ofSeconds(42));
  }

  @Test
  void runsOfAPausedWorkflowAreNotDue() {
    node.saveTasks("held", NAP);
    node.catalogue.pause(node.workspace, "held", true);
    node.start("held");
    ClusterStatus.View view = status.read();
    assertThat(view.unfinished()).isEqualTo(unfinished(1, 0, 0));
    assertThat(view.due()).isZero();
    assertThat(view.oldestDue()).isEmpty();
  }

  @Test
  void waitingRunBecomesDueAtItsTime() {
    node.saveTasks("nap", NAP);
    node.start("nap");
    node.runDue();
    assertThat(status.read().unfinished()).isEqualTo(unfinished(0, 0, 1));
    assertThat(status.read().due()).isZero();
    node.clock.move(Duration.ofMinutes(11));
    assertThat(status.read().due()).isOne();
    assertThat(status.read().oldestDue()).contains(Duration.ofMinutes(1));
  }

  @Test
  void claimedRunIsRunning() {
    node.saveTasks("nap", NAP);
    node.start("nap");
    node.claim("some node", 1);
    assertThat(status.read().unfinished()).isEqualTo(unfinished(0, 1, 0));
    assertThat(status.read().due()).isZero();
  }

  @Test
  void endedRunsAreNotRead() throws SQLException {
    String workflow = node.saveTasks("busy", NAP).workflowId();
    new PastRuns(store, node.workspace).runs(ENDED, 0, Instant.parse("2025-06-01T00:00:00Z"));
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("update run set workflow_id = '" + workflow + "'");
    }
    node.start("busy");
    plans.analyze();
    plans.clear();
    assertThat(status.read().unfinished()).isEqualTo(unfinished(1, 0, 0));
    assertThat(plans.wholeTables())
        .noneMatch(plan -> plan.matches("(?si).*(seq scan on run|run\\.tableScan).*"));
    assertThat(plans.size()).isPositive();
  }

  private static Map<RunState, Long> unfinished(long queued, long running, long waiting) {
    return Map.of(RunState.QUEUED, queued, RunState.RUNNING, running, RunState.WAITING, waiting);
  }
}
