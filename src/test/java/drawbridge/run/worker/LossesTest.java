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

/** A run that kills whoever works on it. */
@OnEveryStore
class LossesTest {

  private static final String PARENT =
      """
        - child: {run: {workflow: {namespace: tests, name: one, version: latest}, await: true}}
      """;

  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    works = new Works(on.open());
    works.tasks("one", "  - one: {set: {a: 1}}\n");
    works.tasks("parent", PARENT);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  /** So many nodes take it, and die. */
  private static void lose(String run, int times) {
    for (int i = 0; i < times; i++) {
      works.take("dead", run);
      works.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    }
  }

  @Test
  @Tag("X3")
  void fourNodesThatDieAreNotHeldAgainstIt() {
    String run = works.start("one");
    lose(run, Runner.MOST_LOSSES - 1);
    works.work();
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X14")
  void afterTheFifthItIsGivenUpAndSaysWhy() {
    String run = works.start("one");
    lose(run, Runner.MOST_LOSSES);
    works.work();
    assertThat(works.state(run)).isEqualTo(RunState.FAILED);
    assertThat(works.problem(run, "detail")).startsWith("5 nodes died");
    assertThat(works.problem(run, "next")).contains("replay");
    assertThat(works.steps(run)).isEmpty();
  }

  @Test
  @Tag("X9")
  void itsParentHearsOfIt() {
    String parent = works.start("parent");
    while (works.state(parent) != RunState.WAITING) {
      assertThat(works.stepped.step()).isTrue();
    }
    String child = works.ledger.child(parent, "/0").orElseThrow().id();
    works.bench.runs().forEach(works.transitions::handBack);
    lose(child, Runner.MOST_LOSSES);
    works.work();
    assertThat(works.state(child)).isEqualTo(RunState.FAILED);
    assertThat(works.state(parent)).isEqualTo(RunState.FAILED);
  }

  @Test
  void anExecutorThatIsFullOrANodeThatEndsIsNoLoss() {
    String run = works.start("one");
    for (int i = 0; i < 2 * Runner.MOST_LOSSES; i++) {
      RunLease lease = works.take("ending", run);
      assertThat(works.transitions.handBack(lease)).isTrue();
    }
    works.pass(Duration.ofSeconds(1));
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }
}
