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

/** When a node looks for runs that nobody works on. */
@OnEveryStore
class HeartbeatTest {

  private static SwitchedStore store;
  private static Works works;
  private static Nodes nodes;

  private Heartbeat heartbeat;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = new SwitchedStore(on.open());
    works = new Works(store);
    works.tasks("one", "  - one: {set: {a: 1}}\n");
    nodes = works.container.get(Nodes.class);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  /** The first beat looks, as on a node that has just started. */
  @BeforeEach
  void begin() {
    heartbeat = new Heartbeat(works.bench, nodes, works.transitions, Works.SETTINGS);
    heartbeat.beat();
  }

  @AfterEach
  void workOff() {
    works.work();
  }

  private static String heldBy(String node) {
    String run = works.start("one");
    works.take(node, run);
    return run;
  }

  @Test
  @Tag("X3")
  void aNodeThatGoesIsMissedAtTheNextBeat() {
    nodes.beat("other");
    String run = heldBy("other");
    heartbeat.beat();
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);

    nodes.leave("other");
    heartbeat.beat();

    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  @Tag("X3")
  void runsOfANodeThatNobodyHasSeenWaitForTheNextLook() {
    String run = heldBy("stranger");
    for (int beat = 1; beat < Heartbeat.BEATS_OF_A_LOOK; beat++) {
      heartbeat.beat();
      assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    }
    heartbeat.beat();
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  void whoFoundSomethingLooksAgainAtOnce() {
    nodes.beat("other");
    heartbeat.beat();
    String first = heldBy("other");
    nodes.leave("other");
    heartbeat.beat();
    String second = heldBy("other");
    heartbeat.beat();
    assertThat(works.state(first)).isEqualTo(RunState.WAITING);
    assertThat(works.state(second)).isEqualTo(RunState.WAITING);
  }

  @Test
  void whatThisNodeLostSightOfIsGivenBackAfterTwoLooks() {
    String run = heldBy(works.bench.node());
    for (int beat = 1; beat <= Heartbeat.BEATS_OF_A_LOOK; beat++) {
      heartbeat.beat();
      assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    }
    heartbeat.beat();
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
  }

  @Test
  void whoMissedABeatLooksAtTheNext() {
    String run = heldBy(works.bench.node());
    store.off();
    heartbeat.beat();
    store.on();

    heartbeat.beat();
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    heartbeat.beat();
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
  }
}
