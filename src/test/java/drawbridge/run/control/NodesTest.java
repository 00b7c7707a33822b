package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import drawbridge.run.worker.Works;
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
  private static Works works;
  private static Nodes nodes;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = on.open();
    plans = new Plans(store);
    works = new Works(plans.watched());
    works.tasks("one", "  - one: {set: {a: 1}}\n");
    nodes = works.container.get(Nodes.class);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  @Test
  @Tag("X3")
  void onlyRunsOfDeadNodesAreTakenOver() {
    String mine = works.startAtOnce("one");
    String lost = works.start("one");
    works.take("dead", lost);

    assertThat(nodes.heldBy("dead")).containsExactly(lost);
    assertThat(nodes.heldBy(works.bench.node())).containsExactly(mine);
    assertThat(nodes.takeOver(TIMEOUT)).isOne();
    assertThat(works.state(lost)).isEqualTo(RunState.WAITING);
    assertThat(works.run(lost).losses()).isOne();
    assertThat(works.state(mine)).isEqualTo(RunState.RUNNING);
    works.work();
    assertThat(works.state(lost)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void whoLooksForRunsAtWorkDoesNotReadThoseThatEnded() throws SQLException {
    new PastRuns(store, works.workspace).runs(20_000, 0, works.clock.instant());
    works.container.inTransaction(
        () ->
            works
                .container
                .entities()
                .createNativeQuery("update run set workflow_id = (select id from workflow)")
                .executeUpdate());
    plans.analyze();
    String lost = works.start("one");
    works.take("dead", lost);
    plans.clear();

    assertThat(nodes.heldBy(works.bench.node())).isEmpty();
    assertThat(nodes.takeOver(TIMEOUT)).isOne();

    assertThat(plans.size()).as("both look for busy workflows first").isGreaterThanOrEqualTo(5);
    assertThat(plans.wholeTables()).noneMatch(NodesTest::readsAllRuns);
    assertThat(plans.mostRead()).isLessThan(100);
    works.work();
  }

  /** H2 keeps to the plan that it made when it met a statement first; PostgreSQL does not. */
  @Test
  void norWillWhoHasLookedWhenThereWereNone() throws SQLException {
    Plans ofEmpty = new Plans(on.open());
    try (Works empty = new Works(ofEmpty.watched())) {
      empty.tasks("one", "  - one: {set: {a: 1}}\n");
      String lost = empty.start("one");
      empty.take("dead", lost);
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
