package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.platform.Ids;
import drawbridge.run.entity.Run;
import drawbridge.run.worker.Works;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
  private static Works works;
  private static RunAwaiter awaiter;

  @BeforeAll
  static void furnish() {
    works =
        new Works(
            ProxyDataSourceBuilder.create(STORE).countQuery().build(),
            new MovableClock(),
            Works.SETTINGS);
    works.tasks("one", "  - one: {set: {a: 1}}\n");
    works.tasks("wait", "  - one: {wait: {minutes: 10}}\n");
    awaiter = works.container.get(RunAwaiter.class);
  }

  @AfterAll
  static void leave() {
    works.close();
  }

  private static CompletableFuture<Map<String, Run>> await(List<String> runs, Duration timeout) {
    return awaiter.await(runs, timeout).toCompletableFuture();
  }

  @Test
  void whoWaitsIsAnsweredWhenAllItsRunsHaveEnded() {
    String first = works.start("one");
    String second = works.start("one");
    var reply = await(List.of(first, second), Duration.ofSeconds(30));
    assertThat(reply).isNotDone();
    works.work();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.keySet().size() == 2);
  }

  @Test
  void runsThatEndedBeforeAreFoundAtOnce() {
    String run = works.start("one");
    works.work();
    var reply = await(List.of(run), Duration.ofSeconds(30));
    works.work();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.containsKey(run));
  }

  @Test
  void nobodyWaitsForARunThatIsNotKeptAnyMore() {
    String run = works.start("one");
    works.work();
    var reply = await(List.of(run, Ids.next(0)), Duration.ofSeconds(30));
    works.work();
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.keySet().equals(Set.of(run)));
  }

  @Test
  void anEndOnAnotherNodeIsFoundByALook() {
    String run = works.start("wait");
    works.work();
    var reply = await(List.of(run), Duration.ofSeconds(30));
    try (Works other = new Works(STORE, works.clock, Works.SETTINGS)) {
      other.ledger.cancel(run);
    }
    assertThat(reply).isNotDone();
    works.pass(Duration.ofMillis(201));
    assertThat(reply).isCompletedWithValueMatching(ended -> ended.containsKey(run));
  }

  @Test
  void onTimeOutNothingIsAnswered() {
    String run = works.start("wait");
    var reply = await(List.of(run), Duration.ofSeconds(2));
    works.pass(Duration.ofMillis(1_900));
    assertThat(reply).isNotDone();
    works.pass(Duration.ofMillis(300));
    assertThat(reply).isCompletedWithValue(Map.of());
    works.cancel(run);
  }

  @Test
  void howeverManyWaitTheyShareOneLookAndOneTimer() {
    int timers = works.stepped.timers();
    List<CompletableFuture<Map<String, Run>>> replies = new ArrayList<>();
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      runs.add(works.start("wait"));
    }
    works.work();
    int parked = works.stepped.timers();
    runs.forEach(run -> replies.add(await(List.of(run), Duration.ofSeconds(5))));
    assertThat(works.stepped.timers()).isLessThanOrEqualTo(parked + 1);
    assertThat(timers).isLessThanOrEqualTo(parked);
    QueryCountHolder.clear();
    works.pass(Duration.ofMillis(400));
    assertThat(QueryCountHolder.getGrandTotal().getSelect()).isLessThan(20);
    works.pass(Duration.ofSeconds(5));
    assertThat(replies).allMatch(CompletableFuture::isDone);
    runs.forEach(works::cancel);
  }
}
