package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * Runs that were due before others that are already claimed: their transactions took longer, or
 * another node inserted them.
 */
@OnEveryStore
class LateRunsTest {

  private static final Duration LATE = Duration.ofSeconds(10);

  private static DataSource store;
  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = on.open();
    node = new TestNode(store);
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  /** Starts more runs than slots; the first ones are claimed. */
  private static List<String> backlog() {
    List<String> runs = IntStream.range(0, 8).mapToObj(i -> node.start("one")).toList();
    assertThat(node.executor.step()).as("the claim").isTrue();
    assertThat(runs).anyMatch(run -> node.state(run) == RunState.RUNNING);
    return runs;
  }

  private static String late(TestNode inserting) {
    node.clock.move(LATE.negated());
    String late = inserting.start("one");
    node.clock.move(LATE);
    return late;
  }

  private static void assertDone(String run) {
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aLateRunOfThisNodeIsClaimedNext() {
    List<String> runs = backlog();
    String late = late(node);
    while (node.state(late) == RunState.QUEUED) {
      assertThat(node.executor.step()).isTrue();
    }
    assertThat(runs).anyMatch(run -> node.state(run) == RunState.QUEUED);
    node.runDue();
    assertDone(late);
    assertThat(runs).allSatisfy(LateRunsTest::assertDone);
  }

  @Test
  void theSweepFindsALateRunOfAnotherNode() {
    List<String> runs = backlog();
    try (TestNode other = new TestNode(store, node.clock, TestNode.SETTINGS)) {
      String late = late(other);
      node.runDue();
      assertThat(runs).allSatisfy(LateRunsTest::assertDone);
      node.dispatcher.sweep();
      node.runDue();
      assertDone(late);
    }
  }
}
