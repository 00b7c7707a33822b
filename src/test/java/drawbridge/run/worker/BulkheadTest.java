package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What one workflow does to the others; this node works on four runs at once, three of each. */
@OnEveryStore
class BulkheadTest {

  private static final String SET = "  - one: {set: {a: 1}}\n";
  private static final String FAIL =
      "  - one: {raise: {error: {type: 'https://example.org/no', status: 500, title: Refused}}}\n";
  private static final String PAUSE = "  - pause: {wait: {seconds: 10}}\n";

  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    works = new Works(on.open());
    works.tasks("busy", SET);
    works.tasks("other", SET);
    works.tasks("failing", FAIL);
    works.tasks("waiting", PAUSE);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  private static List<String> start(String workflow, int often) {
    return IntStream.range(0, often).mapToObj(i -> works.start(workflow)).toList();
  }

  private static long atWork(List<String> runs) {
    return runs.stream().filter(run -> works.state(run) == RunState.RUNNING).count();
  }

  @Test
  void aWorkflowTakesNoMoreThanItsShareAndTheRestIsForOthers() {
    List<String> busy = start("busy", 8);
    assertThat(works.stepped.step()).as("the look").isTrue();
    assertThat(atWork(busy)).isEqualTo(3);

    String other = works.start("other");
    while (works.state(other) == RunState.QUEUED) {
      assertThat(works.stepped.step()).isTrue();
    }
    assertThat(busy).anyMatch(run -> works.state(run) == RunState.QUEUED);
    works.work();
    assertThat(works.state(other)).isEqualTo(RunState.SUCCEEDED);
    assertThat(busy).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void runsThatBeginAsTheyAreOpenedTakeNoMoreThanTheirShare() {
    List<String> busy = IntStream.range(0, 8).mapToObj(i -> works.startAtOnce("busy")).toList();
    assertThat(atWork(busy)).isEqualTo(3);
    assertThat(works.state(busy.get(7))).isEqualTo(RunState.QUEUED);
    works.work();
    assertThat(busy).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void aRunThatGoesOnAfterAWaitCountsForItsWorkflowToo() {
    List<String> waiting = start("waiting", 8);
    works.work();
    works.clock.move(Duration.ofSeconds(11));
    works.dispatcher.sweep();
    assertThat(works.stepped.step()).as("the look").isTrue();
    assertThat(atWork(waiting)).isEqualTo(3);
    works.work();
    assertThat(waiting).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void manyRunsThatFailAtOnceDelayAnotherWorkflowByOneTurn() {
    List<String> failing = start("failing", 200);
    String other = works.start("other");
    works.stepped.step();
    while (!works.state(other).isFinal()) {
      assertThat(works.stepped.step()).isTrue();
    }
    assertThat(failing.stream().filter(run -> works.state(run).isFinal()).count()).isLessThan(20);
    works.work();
    assertThat(failing).allMatch(run -> works.state(run) == RunState.FAILED);
  }

  @Test
  @Tag("X10")
  void runsThatAPauseHoldsAreNotInTheWayOfOthers() {
    works.catalogue.pause(works.workspace, "busy", true);
    List<String> held = start("busy", 50);
    works.work();
    assertThat(works.queue.lanes()).isEmpty();
    String other = works.start("other");
    works.work();
    assertThat(works.state(other)).isEqualTo(RunState.SUCCEEDED);
    assertThat(held).allMatch(run -> works.state(run) == RunState.QUEUED);

    works.catalogue.pause(works.workspace, "busy", false);
    works.pass(Duration.ofSeconds(1));
    assertThat(held).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void runsOfAWorkflowThatIsRemovedMeanwhileGoOn() {
    works.tasks("gone", SET);
    List<String> runs = start("gone", 5);
    works.catalogue.remove(works.workspace, "gone");
    works.work();
    assertThat(runs).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }
}
