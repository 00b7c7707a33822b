package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.Threads;
import drawbridge.platform.Ids;
import drawbridge.run.entity.Run;
import drawbridge.run.worker.TestNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.QueryCountHolder;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R6")
class RunAwaiterTest {

  private static final DataSource STORE = Stores.h2();
  private static TestNode node;
  private static RunAwaiter awaiter;

  @BeforeAll
  static void start() {
    node =
        new TestNode(
            ProxyDataSourceBuilder.create(STORE).countQuery().build(),
            new MovableClock(),
            TestNode.SETTINGS);
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
    node.saveTasks("wait", "  - one: {wait: {minutes: 10}}\n");
    awaiter = node.container.get(RunAwaiter.class);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  private static CompletableFuture<Map<String, Run>> await(List<String> runs, Duration timeout) {
    return awaiter.await(runs, timeout).toCompletableFuture();
  }

  @Test
  void aReplyCompletesWhenAllItsRunsHaveEnded() {
    String first = node.start("one");
    String second = node.start("one");
    var reply = await(List.of(first, second), Duration.ofSeconds(30));
    assertThat(reply).isNotDone();
    node.runDue();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.keySet().size() == 2);
  }

  @Test
  void runsThatEndedBeforeTheWaitAreFoundAtOnce() {
    String run = node.start("one");
    node.runDue();
    var reply = await(List.of(run), Duration.ofSeconds(30));
    node.runDue();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.containsKey(run));
  }

  @Test
  void aReplyDoesNotWaitForARemovedRun() {
    String run = node.start("one");
    node.runDue();
    var reply = await(List.of(run, Ids.next(0)), Duration.ofSeconds(30));
    node.runDue();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.keySet().equals(Set.of(run)));
  }

  @Test
  void aPollFindsTheEndOnAnotherNode() {
    String run = node.start("wait");
    node.runDue();
    var reply = await(List.of(run), Duration.ofSeconds(30));
    try (TestNode other = new TestNode(STORE, node.clock, TestNode.SETTINGS)) {
      other.transitions.cancel(run);
    }
    assertThat(reply).isNotDone();
    node.advance(Duration.ofMillis(201));
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.containsKey(run));
  }

  @Test
  void aTimeoutCompletesTheReplyWithoutRuns() {
    String run = node.start("wait");
    var reply = await(List.of(run), Duration.ofSeconds(2));
    node.advance(Duration.ofMillis(1_900));
    assertThat(reply).isNotDone();
    node.advance(Duration.ofMillis(300));
    assertThat(reply).isCompletedWithValue(Map.of());
    node.cancel(run);
  }

  @Test
  @Tag("R8")
  void stoppingNodeEndsEveryWait() {
    String run = node.start("wait");
    try (TestNode stopping = new TestNode(STORE, node.clock, TestNode.SETTINGS)) {
      RunAwaiter its = stopping.container.get(RunAwaiter.class);
      var reply = its.await(List.of(run), Duration.ofSeconds(30)).toCompletableFuture();
      assertThat(reply).isNotDone();
      its.end();
      assertThat(reply).isCompletedWithValue(Map.of());
      assertThat(its.await(List.of(run), Duration.ofSeconds(30)).toCompletableFuture())
          .isCompletedWithValue(Map.of());
    }
    node.cancel(run);
  }

  /** The executor of a stopping server rejects tasks, or drops them. */
  @Test
  @Tag("R8")
  void stoppingServerLosesNoReply() {
    String run = node.start("one");
    node.runDue();
    try (TestNode stopping = new TestNode(STORE, node.clock, TestNode.SETTINGS)) {
      RunAwaiter its = stopping.container.get(RunAwaiter.class);
      its.timer = new StoppingTimer(RunAwaiterTest::reject);
      assertThat(its.await(List.of(run), Duration.ofSeconds(30)).toCompletableFuture())
          .isCompletedWithValueMatching(ended -> ended.containsKey(run));
      its.timer = new StoppingTimer(task -> {});
      var reply = its.await(List.of(run), Duration.ofSeconds(30)).toCompletableFuture();
      assertThat(reply).isNotDone();
      its.end();
      assertThat(reply).isCompletedWithValue(Map.of());
    }
  }

  @Test
  @Tag("R8")
  void serverThatTakesNoTimerEndsTheWait() {
    String run = node.start("wait");
    try (TestNode stopping = new TestNode(STORE, node.clock, TestNode.SETTINGS)) {
      RunAwaiter its = stopping.container.get(RunAwaiter.class);
      StoppingTimer timer = new StoppingTimer(RunAwaiterTest::reject);
      timer.shutdown();
      its.timer = timer;
      for (int i = 0; i < 2; i++) {
        assertThat(its.await(List.of(run), Duration.ofSeconds(30)).toCompletableFuture())
            .isCompletedWithValue(Map.of());
      }
    }
    node.cancel(run);
  }

  private static void reject(Runnable task) {
    throw new RejectedExecutionException("the server stops; it runs no " + task);
  }

  private static final class StoppingTimer extends Threads {
    private final Executor executor;

    StoppingTimer(Executor executor) {
      super(1);
      this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
      executor.execute(task);
    }
  }

  @Test
  void waitingRepliesShareOnePollAndOneTimer() {
    int timers = node.executor.timers();
    List<CompletableFuture<Map<String, Run>>> replies = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      runs.add(node.start("wait"));
    }
    node.runDue();
    int parked = node.executor.timers();
    runs.forEach(run -> replies.add(await(List.of(run), Duration.ofSeconds(5))));
    assertThat(node.executor.timers()).isLessThanOrEqualTo(parked + 1);
    assertThat(timers).isLessThanOrEqualTo(parked);
    QueryCountHolder.clear();
    node.advance(Duration.ofMillis(400));
    assertThat(QueryCountHolder.getGrandTotal().getSelect()).isLessThan(20);
    node.advance(Duration.ofSeconds(5));
    assertThat(replies).allMatch(CompletableFuture::isDone);
    runs.forEach(node::cancel);
  }
}
