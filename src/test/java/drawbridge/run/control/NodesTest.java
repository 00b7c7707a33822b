package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.TestNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class NodesTest {

  private static final Pattern WHOLE_INDEX =
      Pattern.compile("\"run\" \"r\"\\s+/\\* public\\.\\w+ \\*/");

  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private static DataSource store;
  private static Plans plans;
  private static TestNode node;
  private static Nodes nodes;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = on.open();
    plans = new Plans(store);
    node = new TestNode(plans.watched());
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    nodes = node.container.get(Nodes.class);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  @Tag("X3")
  void onlyRunsOfDeadNodesAreTakenOver() {
    String mine = node.startAtOnce("one");
    String lost = node.start("one");
    node.claim("dead", lost);

    assertThat(nodes.heldBy("dead")).containsExactly(lost);
    assertThat(nodes.heldBy(node.slots.node())).containsExactly(mine);
    assertThat(nodes.takeOver(TIMEOUT)).isOne();
    assertThat(node.state(lost)).isEqualTo(RunState.WAITING);
    assertThat(node.run(lost).losses()).isOne();
    assertThat(node.state(mine)).isEqualTo(RunState.RUNNING);
    node.runDue();
    assertThat(node.state(lost)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aTakeoverDoesNotReadRunsThatHaveEnded() throws SQLException {
    new PastRuns(store, node.workspace).runs(20_000, 0, node.clock.instant());
    node.container.inTransaction(
        () ->
            node.container
                .entities()
                .createNativeQuery("update run set workflow_id = (select id from workflow)")
                .executeUpdate());
    plans.analyze();
    String lost = node.start("one");
    node.claim("dead", lost);
    plans.clear();

    assertThat(nodes.heldBy(node.slots.node())).isEmpty();
    assertThat(nodes.takeOver(TIMEOUT)).isOne();

    assertThat(plans.size()).as("both query the busy workflows first").isGreaterThanOrEqualTo(5);
    assertThat(plans.wholeTables()).noneMatch(NodesTest::readsAllRuns);
    assertThat(plans.mostRead()).isLessThan(100);
    node.runDue();
  }

  /** H2 keeps the plan of a statement's first execution; PostgreSQL does not. */
  @Test
  void aTakeoverThatWasPlannedForAnEmptyTableDoesNotReadThemEither() throws SQLException {
    Plans ofEmpty = new Plans(on.open());
    try (TestNode empty = new TestNode(ofEmpty.watched())) {
      empty.saveTasks("one", "  - one: {set: {a: 1}}\n");
      String lost = empty.start("one");
      empty.claim("dead", lost);
      ofEmpty.clear();
      assertThat(empty.container.get(Nodes.class).heldBy("dead")).containsExactly(lost);
      assertThat(empty.container.get(Nodes.class).takeOver(TIMEOUT)).isOne();

      assertThat(ofEmpty.size()).isGreaterThanOrEqualTo(5);
      if (on == Store.H2) {
        assertThat(ofEmpty.wholeTables()).noneMatch(NodesTest::readsAllRuns);
      }
    }
  }

  private static boolean readsAllRuns(String plan) {
    String small = plan.toLowerCase(Locale.ROOT);
    return small.contains("seq scan on run ")
        || small.contains("run.tablescan")
        || WHOLE_INDEX.matcher(small).find();
  }
}
