package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.Threads;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.run.worker.Works;
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

  private static Works works;

  @Parameter Store on;

  private final List<String> runs = new ArrayList<>();
  private Lane lane;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    works = new Works(on.open());
    works.tasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  /** Six runs, a second apart. */
  @BeforeEach
  void open() {
    for (int i = 0; i < 6; i++) {
      runs.add(works.start("one"));
      works.clock.move(Duration.ofSeconds(1));
    }
    lane = Lane.ofNew(works.run(runs.get(0)).workflowId());
  }

  @AfterEach
  void end() {
    works.take("end", 100).forEach(claimed -> works.end(claimed, Ending.cancelled(Instant.EPOCH)));
  }

  private RunQueue.Taken take(String node, Instant since, int most) {
    return works.queue.take(node, lane, since, most);
  }

  private static List<String> ids(RunQueue.Taken taken) {
    return taken.runs().stream().map(RunLease::id).toList();
  }

  private Instant due(int run) {
    return works.run(runs.get(run)).acceptedAt();
  }

  @Test
  void theLongestDueAreTakenFirstAndTheNextOnesFromThereOn() {
    RunQueue.Taken first = take("a", Instant.EPOCH, 2);
    assertThat(ids(first)).containsExactlyElementsOf(runs.subList(0, 2));
    assertThat(first.reached()).isEqualTo(due(1));
    assertThat(works.run(runs.get(0)).state()).isEqualTo(RunState.RUNNING);

    RunQueue.Taken next = take("a", first.reached(), 3);
    assertThat(ids(next)).containsExactlyElementsOf(runs.subList(2, 5));
    assertThat(ids(take("a", next.reached(), 9))).containsExactly(runs.get(5));
    RunQueue.Taken none = take("a", next.reached(), 9);
    assertThat(none.runs()).isEmpty();
    assertThat(none.reached()).isEqualTo(next.reached());
  }

  @Test
  void whoWasDueBeforeIsFoundOnlyFromTheBeginning() {
    Instant since = due(3);
    assertThat(ids(take("a", since, 9))).containsExactlyElementsOf(runs.subList(3, 6));
    assertThat(ids(take("a", Instant.EPOCH, 9))).containsExactlyElementsOf(runs.subList(0, 3));
  }

  private static <T> T elsewhere(Threads threads, Supplier<T> work) {
    return threads.supplyAsync(work).orTimeout(1, TimeUnit.MINUTES).join();
  }

  @Test
  void whileAnotherNodeTakesThoseInFrontTheOnesBehindAreTaken() {
    Threads threads = new Threads(1);
    works.container.inTransaction(
        () -> {
          assertThat(ids(take("a", Instant.EPOCH, 2))).isEqualTo(runs.subList(0, 2));
          assertThat(ids(elsewhere(threads, () -> take("b", Instant.EPOCH, 2))))
              .isEqualTo(runs.subList(2, 4));
        });
    threads.end();
    assertThat(works.run(runs.get(0)).node()).isEqualTo("a");
    assertThat(works.run(runs.get(2)).node()).isEqualTo("b");
  }
}
