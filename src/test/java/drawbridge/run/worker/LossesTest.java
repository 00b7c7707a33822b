package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A run whose nodes die. */
@OnEveryStore
class LossesTest {

  private static final String PARENT =
      """
        - child: {run: {workflow: {namespace: tests, name: one, version: latest}, await: true}}
      """;

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    node.saveTasks("parent", PARENT);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  /** Claims the run for nodes that die. */
  private static void lose(String run, int times) {
    for (int i = 0; i < times; i++) {
      node.claim("dead", run);
      node.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    }
  }

  @Test
  @Tag("X3")
  void aRunSucceedsAfterFourLostNodes() {
    String run = node.start("one");
    lose(run, Runner.MAX_LOSSES - 1);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X14")
  void aRunFailsAfterFiveLostNodesAndGivesTheReason() {
    String run = node.start("one");
    lose(run, Runner.MAX_LOSSES);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "detail")).startsWith("5 nodes died");
    assertThat(node.problem(run, "next")).containsIgnoringCase("replay");
    assertThat(node.steps(run)).isEmpty();
  }

  @Test
  @Tag("X9")
  void aRunThatFailsAfterLossesFailsItsParent() {
    String parent = node.start("parent");
    while (node.state(parent) != RunState.WAITING) {
      assertThat(node.executor.step()).isTrue();
    }
    String child = node.ledger.child(parent, "/0").orElseThrow().id();
    node.slots.leases().forEach(node.transitions::handBack);
    lose(child, Runner.MAX_LOSSES);
    node.runDue();
    assertThat(node.state(child)).isEqualTo(RunState.FAILED);
    assertThat(node.state(parent)).isEqualTo(RunState.FAILED);
  }

  @Test
  void handingARunBackIsNotALoss() {
    String run = node.start("one");
    for (int i = 0; i < 2 * Runner.MAX_LOSSES; i++) {
      RunLease lease = node.claim("ending", run);
      assertThat(node.transitions.handBack(lease)).isTrue();
    }
    node.advance(Duration.ofSeconds(1));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }
}
