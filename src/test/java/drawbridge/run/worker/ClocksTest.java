package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Clocks that jump or differ make waits early or late, and lose no run. */
@OnEveryStore
class ClocksTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static DataSource store;
  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = on.open();
    node = new TestNode(store);
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    node.saveTasks("wait", "  - pause: {wait: {minutes: 30}}\n");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  @Tag("X5")
  void aClockThatJumpsForwardEndsWaitsEarly() {
    String run = node.start("wait");
    node.runDue();
    node.clock.move(HOUR);
    node.advance(SECOND);
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X5")
  void aClockThatJumpsBackDelaysWaitsAndOlderRuns() {
    String waiting = node.start("wait");
    node.runDue();
    String queued = node.start("one");
    node.clock.move(HOUR.negated());
    String later = node.start("one");
    node.advance(SECOND);
    assertThat(node.state(later)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(queued)).isEqualTo(RunState.QUEUED);

    node.clock.move(HOUR);
    node.advance(SECOND);
    assertThat(node.state(queued)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(waiting)).isEqualTo(RunState.WAITING);
    node.clock.move(HOUR);
    node.advance(SECOND);
    assertThat(node.state(waiting)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X3")
  void theStoresClockDecidesWhichNodesAreAlive() {
    String run = node.start("one");
    RunLease held = node.claim(node.slots.node(), run);
    node.clock.move(HOUR);
    assertThat(node.container.get(Nodes.class).takeOver(Duration.ofMinutes(1))).isZero();
    assertThat(node.transitions.handBack(held)).isTrue();
    node.advance(SECOND);
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X3")
  void aRunThatAFastNodeHandsBackIsDueLaterOnSlowNodes() {
    MovableClock fast = new MovableClock();
    fast.moveTo(node.clock.instant().plus(HOUR));
    String run = node.start("one");
    try (TestNode ahead = new TestNode(store, fast, TestNode.SETTINGS)) {
      assertThat(ahead.transitions.handBack(ahead.claim("ahead", run))).isTrue();
      ahead.dispatcher.stop();
    }
    node.advance(SECOND);
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    node.clock.move(HOUR);
    node.advance(SECOND);
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }
}
