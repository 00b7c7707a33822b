package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.workflow.entity.PinnedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** A run whose retries are used up is failed in the store and in the counts (X17). */
@OnEveryStore
@Tag("X17")
class FailedRunsTest {

  private static final String USED_UP =
      """
        - tried:
            try: [{bad: {raise: {error: {type: 'https://example.org/bad', status: 500}}}}]
            catch: {retry: {delay: {seconds: %d}, limit: {attempt: {count: 1}}}}
        - after: {set: {reached: true}}
      """;

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  private static long failed() {
    return node.container.get(RunCounters.class).ended(RunState.FAILED);
  }

  @Test
  void usedUpRetriesCountAsAFailure() {
    node.saveTasks("slow", USED_UP.formatted(2));
    long before = failed();
    String run = node.start("slow");
    node.advance(Duration.ofSeconds(10));
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "type")).isEqualTo("https://example.org/bad");
    assertThat(node.steps(run)).extracting(Step::task).doesNotContain("after");
    assertThat(failed()).isEqualTo(before + 1);
  }

  @Test
  void aShortRunThatFailsCountsAsAFailure() {
    PinnedVersion pinned = node.saveTasks("short", USED_UP.formatted(0));
    long before = failed();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i <= ShortRunHistory.PROOF; i++) {
      runs.add(node.insert(pinned, "{}"));
      if (i < ShortRunHistory.PROOF) {
        node.runDue();
      }
    }
    assertThat(node.executor.waiting()).as("tasks after the insert of a short run").isZero();
    assertThat(runs).allMatch(run -> node.state(run) == RunState.FAILED);
    assertThat(failed()).isEqualTo(before + runs.size());
  }

  @Test
  void aFailedChildFailsItsParent() {
    node.saveTasks("child", USED_UP.formatted(0));
    node.saveTasks(
        "parent", "  - ask: {run: {workflow: {namespace: tests, name: child, version: latest}}}\n");
    String parent = node.start("parent");
    node.runDue();
    assertThat(node.state(parent)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(parent, "type")).isEqualTo("https://example.org/bad");
  }

  @Test
  @Tag("X10")
  void aRunThatIsCancelledInARetryDelayIsNotFailed() throws Exception {
    node.saveTasks("delayed", USED_UP.formatted(60));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < 10; round++) {
        String run = node.start("delayed");
        node.runDue();
        assertThat(node.state(run)).isEqualTo(RunState.WAITING);
        Future<?> cancel = thread.submit(() -> node.cancel(run));
        node.advance(Duration.ofSeconds(60)); // the second attempt fails meanwhile
        cancel.get();
        node.runDue();
        assertThat(node.state(run)).isIn(RunState.CANCELLED, RunState.FAILED);
        assertThat(node.run(run).problem() == null)
            .isEqualTo(node.state(run) == RunState.CANCELLED);
      }
    } finally {
      thread.shutdownNow();
    }
  }
}
