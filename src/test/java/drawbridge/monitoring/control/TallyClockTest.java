package drawbridge.monitoring.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.SwitchedStore;
import drawbridge.fixture.TestContainer;
import drawbridge.monitoring.control.Tallies.Point;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.Age;
import drawbridge.platform.control.StoreStatus;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TallyClockTest {

  private static final Counts ONE_FAILED = new Counts(0, 0, 0, 0, 0, 0, 1, 0);

  private final MovableClock clock = new MovableClock();
  private final SwitchedStore store = new SwitchedStore(Stores.h2());
  private TestContainer container;
  private TallyClock tallyClock;

  @BeforeEach
  void setUp() {
    container =
        new TestContainer(store)
            .with(Clock.class, clock)
            .with(MonitoringSettings.class, new MonitoringSettings(Age.FOREVER, 0));
    tallyClock = container.get(TallyClock.class);
    container.get(RunCounters.class).begin("this node", 1);
  }

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void updateAddsIncrementsToTheCurrentMinute() {
    Instant first = clock.instant();
    fail();
    tallyClock.update();
    fail();
    tallyClock.update();
    tallyClock.update();
    clock.move(Duration.ofMinutes(1));
    container.get(StoreStatus.class).addRejection();
    tallyClock.update();

    assertThat(container.get(Tallies.class).series(first, clock.instant(), Resolution.MINUTE))
        .containsExactly(
            new Point(first, ONE_FAILED.plus(ONE_FAILED)),
            new Point(clock.instant(), new Counts(0, 0, 0, 0, 1, 0, 0, 0)));
  }

  @Test
  void failedWriteIsRetriedForItsMinute() {
    Instant first = clock.instant();
    store.off();
    fail();
    tallyClock.update();
    clock.move(Duration.ofMinutes(1));
    fail();
    store.on();
    tallyClock.update();

    assertThat(container.get(Tallies.class).series(first, clock.instant(), Resolution.MINUTE))
        .containsExactly(new Point(first, ONE_FAILED), new Point(clock.instant(), ONE_FAILED));
  }

  @Test
  void shutdownWritesTheLastCounts() {
    fail();
    tallyClock.stop();
    Instant now = clock.instant();
    assertThat(container.get(Tallies.class).series(now, now, Resolution.MINUTE))
        .containsExactly(new Point(now, ONE_FAILED));
  }

  private void fail() {
    container.get(RunCounters.class).onEnd(new Ledger.Ended(Map.of("a run", RunState.FAILED)));
  }
}
