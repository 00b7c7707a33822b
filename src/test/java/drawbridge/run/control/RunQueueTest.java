package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.Threads;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.run.worker.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class RunQueueTest {

  private static TestNode node;

  @Parameter Store on;

  private final List<String> runs = new ArrayList<>();
  private Lane lane;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  /** Starts six runs, one second apart. */
  @BeforeEach
  void startRuns() {
    for (int i = 0; i < 6; i++) {
      runs.add(node.start("one"));
      node.clock.move(Duration.ofSeconds(1));
    }
    lane = Lane.ofNew(node.run(runs.get(0)).workflowId());
  }

  @AfterEach
  void endRuns() {
    node.claim("end", 100).forEach(claimed -> node.end(claimed, Ending.cancelled(Instant.EPOCH)));
  }

  private RunQueue.Claimed claim(String nodeId, Instant since, int most) {
    return node.queue.claim(nodeId, lane, since, most);
  }

  private static List<String> ids(RunQueue.Claimed claimed) {
    return claimed.runs().stream().map(RunLease::id).toList();
  }

  private Instant due(int run) {
    return node.run(runs.get(run)).acceptedAt();
  }

  @Test
  void theLongestDueRunsAreClaimedFirst() {
    RunQueue.Claimed first = claim("a", Instant.EPOCH, 2);
    assertThat(ids(first)).containsExactlyElementsOf(runs.subList(0, 2));
    assertThat(first.reached()).isEqualTo(due(1));
    assertThat(node.run(runs.get(0)).state()).isEqualTo(RunState.RUNNING);

    RunQueue.Claimed next = claim("a", first.reached(), 3);
    assertThat(ids(next)).containsExactlyElementsOf(runs.subList(2, 5));
    assertThat(ids(claim("a", next.reached(), 9))).containsExactly(runs.get(5));
    RunQueue.Claimed none = claim("a", next.reached(), 9);
    assertThat(none.runs()).isEmpty();
    assertThat(none.reached()).isEqualTo(next.reached());
  }

  @Test
  void runsThatWereDueBeforeTheCursorAreFoundFromTheBeginning() {
    Instant since = due(3);
    assertThat(ids(claim("a", since, 9))).containsExactlyElementsOf(runs.subList(3, 6));
    assertThat(ids(claim("a", Instant.EPOCH, 9))).containsExactlyElementsOf(runs.subList(0, 3));
  }

  private static <T> T elsewhere(Threads threads, Supplier<T> work) {
    return threads.supplyAsync(work).orTimeout(1, TimeUnit.MINUTES).join();
  }

  @Test
  void aNodeSkipsRunsThatAnotherNodeIsClaiming() {
    Threads threads = new Threads(1);
    node.container.inTransaction(
        () -> {
          assertThat(ids(claim("a", Instant.EPOCH, 2))).isEqualTo(runs.subList(0, 2));
          assertThat(ids(elsewhere(threads, () -> claim("b", Instant.EPOCH, 2))))
              .isEqualTo(runs.subList(2, 4));
        });
    threads.end();
    assertThat(node.run(runs.get(0)).node()).isEqualTo("a");
    assertThat(node.run(runs.get(2)).node()).isEqualTo("b");
  }
}
