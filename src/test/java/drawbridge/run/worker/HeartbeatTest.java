package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** When a node checks for runs that no node executes. */
@OnEveryStore
class HeartbeatTest {

  private static SwitchedStore store;
  private static TestNode node;
  private static Nodes nodes;

  private Heartbeat heartbeat;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = new SwitchedStore(on.open());
    node = new TestNode(store);
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    nodes = node.container.get(Nodes.class);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  /** The first beat checks. */
  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // each test has a heartbeat of its own
  void begin() {
    heartbeat = new Heartbeat();
    heartbeat.slots = node.slots;
    heartbeat.nodes = nodes;
    heartbeat.transitions = node.transitions;
    heartbeat.settings = TestNode.SETTINGS;
    heartbeat.beat();
  }

  @AfterEach
  void endRuns() {
    node.runDue();
  }

  private static String heldBy(String nodeId) {
    String run = node.start("one");
    node.claim(nodeId, run);
    return run;
  }

  @Test
  @Tag("X3")
  void theNextBeatTakesOverTheRunsOfANodeThatSignedOff() {
    nodes.beat("other");
    String run = heldBy("other");
    heartbeat.beat();
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);

    nodes.signOff("other");
    heartbeat.beat();

    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  @Tag("X3")
  void theNextCheckTakesOverTheRunsOfAnUnknownNode() {
    String run = heldBy("stranger");
    for (int beat = 1; beat < Heartbeat.BEATS_OF_A_CHECK; beat++) {
      heartbeat.beat();
      assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    }
    heartbeat.beat();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  void aCheckThatFoundRunsIsRepeatedAtTheNextBeat() {
    nodes.beat("other");
    heartbeat.beat();
    String first = heldBy("other");
    nodes.signOff("other");
    heartbeat.beat();
    String second = heldBy("other");
    heartbeat.beat();
    assertThat(node.state(first)).isEqualTo(RunState.WAITING);
    assertThat(node.state(second)).isEqualTo(RunState.WAITING);
  }

  @Test
  void twoChecksReleaseARunThatIsHeldWithoutALease() {
    String run = heldBy(node.slots.node());
    for (int beat = 1; beat <= Heartbeat.BEATS_OF_A_CHECK; beat++) {
      heartbeat.beat();
      assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    }
    heartbeat.beat();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  void aMissedBeatLeadsToACheckAtTheNextOne() {
    String run = heldBy(node.slots.node());
    store.off();
    heartbeat.beat();
    store.on();

    heartbeat.beat();
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    heartbeat.beat();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
  }
}
