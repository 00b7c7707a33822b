package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/**
 * Runs that were due before others that have been taken already: their transactions took longer, or
 * another node opened them.
 */
@OnEveryStore
class LateRunsTest {

  private static final Duration LATE = Duration.ofSeconds(10);

  private static DataSource store;
  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = on.open();
    works = new Works(store);
    works.tasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  /** More than there are places for; the first of them are taken. */
  private static List<String> backlog() {
    List<String> runs = IntStream.range(0, 8).mapToObj(i -> works.start("one")).toList();
    assertThat(works.stepped.step()).as("the look").isTrue();
    assertThat(runs).anyMatch(run -> works.state(run) == RunState.RUNNING);
    return runs;
  }

  private static String late(Works node) {
    works.clock.move(LATE.negated());
    String late = node.start("one");
    works.clock.move(LATE);
    return late;
  }

  private static void assertDone(String run) {
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void whoIsHeardOfAfterwardsIsTakenNext() {
    List<String> runs = backlog();
    String late = late(works);
    while (works.state(late) == RunState.QUEUED) {
      assertThat(works.stepped.step()).isTrue();
    }
    assertThat(runs).anyMatch(run -> works.state(run) == RunState.QUEUED);
    works.work();
    assertDone(late);
    assertThat(runs).allSatisfy(LateRunsTest::assertDone);
  }

  @Test
  void whoIsNotHeardOfIsFoundByTheSweep() {
    List<String> runs = backlog();
    try (Works other = new Works(store, works.clock, Works.SETTINGS)) {
      String late = late(other);
      works.work();
      assertThat(runs).allSatisfy(LateRunsTest::assertDone);
      works.dispatcher.sweep();
      works.work();
      assertDone(late);
    }
  }
}
