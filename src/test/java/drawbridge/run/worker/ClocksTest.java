package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Clocks of nodes jump, and differ: waits are early or late, and nothing is lost. */
@OnEveryStore
class ClocksTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static DataSource store;
  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = on.open();
    works = new Works(store);
    works.tasks("one", "  - one: {set: {a: 1}}\n");
    works.tasks("wait", "  - pause: {wait: {minutes: 30}}\n");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  @Test
  @Tag("X5")
  void aClockThatJumpsAheadEndsWaitsEarly() {
    String run = works.start("wait");
    works.work();
    works.clock.move(HOUR);
    works.pass(SECOND);
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X5")
  void aClockThatJumpsBackEndsWaitsLateAndBeginsWhatCameBeforeWhenItIsThatLateAgain() {
    String waiting = works.start("wait");
    works.work();
    String queued = works.start("one");
    works.clock.move(HOUR.negated());
    String later = works.start("one");
    works.pass(SECOND);
    assertThat(works.state(later)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.state(queued)).isEqualTo(RunState.QUEUED);

    works.clock.move(HOUR);
    works.pass(SECOND);
    assertThat(works.state(queued)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.state(waiting)).isEqualTo(RunState.WAITING);
    works.clock.move(HOUR);
    works.pass(SECOND);
    assertThat(works.state(waiting)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X3")
  void whoLivesIsJudgedByTheClockOfTheStore() {
    String run = works.start("one");
    RunLease held = works.take(works.bench.node(), run);
    works.clock.move(HOUR);
    assertThat(works.container.get(Nodes.class).takeOver(Duration.ofMinutes(1))).isZero();
    assertThat(works.transitions.handBack(held)).isTrue();
    works.pass(SECOND);
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X3")
  void aRunThatAFastClockPutsBackGoesOnWhereClocksAreSlowWhenTheyReachThatTime() {
    MovableClock fast = new MovableClock();
    fast.moveTo(works.clock.instant().plus(HOUR));
    String run = works.start("one");
    try (Works ahead = new Works(store, fast, Works.SETTINGS)) {
      assertThat(ahead.transitions.handBack(ahead.take("ahead", run))).isTrue();
      ahead.dispatcher.stop();
    }
    works.pass(SECOND);
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    works.clock.move(HOUR);
    works.pass(SECOND);
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }
}
