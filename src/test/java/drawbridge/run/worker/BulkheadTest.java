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

/** Isolation of workflows on a node with four slots, three for each workflow. */
@OnEveryStore
class BulkheadTest {

  private static final String SET = "  - one: {set: {a: 1}}\n";
  private static final String FAIL =
      "  - one: {raise: {error: {type: 'https://example.org/no', status: 500, title: Refused}}}\n";
  private static final String PAUSE = "  - pause: {wait: {seconds: 10}}\n";

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
    node.saveTasks("busy", SET);
    node.saveTasks("other", SET);
    node.saveTasks("failing", FAIL);
    node.saveTasks("waiting", PAUSE);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  private static List<String> start(String workflow, int often) {
    return IntStream.range(0, often).mapToObj(i -> node.start(workflow)).toList();
  }

  private static long running(List<String> runs) {
    return runs.stream().filter(run -> node.state(run) == RunState.RUNNING).count();
  }

  @Test
  void aWorkflowUsesItsSlotsAndLeavesTheOthersFree() {
    List<String> busy = start("busy", 8);
    assertThat(node.executor.step()).as("the claim").isTrue();
    assertThat(running(busy)).isEqualTo(3);

    String other = node.start("other");
    while (node.state(other) == RunState.QUEUED) {
      assertThat(node.executor.step()).isTrue();
    }
    assertThat(busy).anyMatch(run -> node.state(run) == RunState.QUEUED);
    node.runDue();
    assertThat(node.state(other)).isEqualTo(RunState.SUCCEEDED);
    assertThat(busy).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void runsThatBeginAtOnceUseTheSlotsOfTheirWorkflow() {
    List<String> busy = IntStream.range(0, 8).mapToObj(i -> node.startAtOnce("busy")).toList();
    assertThat(running(busy)).isEqualTo(3);
    assertThat(node.state(busy.get(7))).isEqualTo(RunState.QUEUED);
    node.runDue();
    assertThat(busy).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void resumedRunsUseTheSlotsOfTheirWorkflow() {
    List<String> waiting = start("waiting", 8);
    node.runDue();
    node.clock.move(Duration.ofSeconds(11));
    node.dispatcher.sweep();
    assertThat(node.executor.step()).as("the claim").isTrue();
    assertThat(running(waiting)).isEqualTo(3);
    node.runDue();
    assertThat(waiting).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void manyFailingRunsDelayAnotherWorkflowByOneClaim() {
    List<String> failing = start("failing", 200);
    String other = node.start("other");
    node.executor.step();
    while (!node.state(other).isFinal()) {
      assertThat(node.executor.step()).isTrue();
    }
    assertThat(failing.stream().filter(run -> node.state(run).isFinal()).count()).isLessThan(20);
    node.runDue();
    assertThat(failing).allMatch(run -> node.state(run) == RunState.FAILED);
  }

  @Test
  @Tag("X10")
  void runsOfAPausedWorkflowDoNotBlockOthers() {
    node.catalogue.pause(node.workspace, "busy", true);
    List<String> held = start("busy", 50);
    node.runDue();
    assertThat(node.queue.lanes()).isEmpty();
    String other = node.start("other");
    node.runDue();
    assertThat(node.state(other)).isEqualTo(RunState.SUCCEEDED);
    assertThat(held).allMatch(run -> node.state(run) == RunState.QUEUED);

    node.catalogue.pause(node.workspace, "busy", false);
    node.advance(Duration.ofSeconds(1));
    assertThat(held).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void runsOfARemovedWorkflowContinue() {
    node.saveTasks("gone", SET);
    List<String> runs = start("gone", 5);
    node.catalogue.remove(node.workspace, "gone");
    node.runDue();
    assertThat(runs).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }
}
