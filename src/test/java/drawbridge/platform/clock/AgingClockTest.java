package drawbridge.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AgingClockTest {

  private final MovableClock clock = new MovableClock();
  private final AtomicLong nanos = new AtomicLong();
  private final AgingClock aging = new AgingClock(clock, nanos::get);

  private void run(Duration time) {
    clock.move(time);
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void nothingAgesBeforeTheFirstTick() {
    run(Duration.ofHours(1));
    assertThat(aging.instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void followsTheClock() {
    aging.take(ClockRow.of(clock.instant()));
    run(Duration.ofHours(30));
    assertThat(aging.instant()).isEqualTo(clock.instant());
    assertThat(aging.jumpedFrom()).isEmpty();
  }

  @Test
  void jumpForwardIsNotSeenEvenBeforeATickNoticesIt() {
    aging.take(ClockRow.of(clock.instant()));
    run(Duration.ofSeconds(5));
    Instant before = clock.instant();
    clock.move(Duration.ofDays(200));
    assertThat(aging.instant()).isEqualTo(before);
    assertThat(aging.jumpedFrom()).contains(before);
  }

  @Test
  void jumpBackMakesRowsYounger() {
    aging.take(ClockRow.of(clock.instant()));
    Instant before = clock.instant();
    clock.move(Duration.ofDays(-2));
    assertThat(aging.instant()).isEqualTo(clock.instant());
    assertThat(aging.jumpedFrom()).contains(before);
  }

  @Test
  void smallCorrectionsAreNoJump() {
    aging.take(ClockRow.of(clock.instant()));
    clock.move(Duration.ofSeconds(60));
    assertThat(aging.jumpedFrom()).isEmpty();
    assertThat(aging.instant()).isEqualTo(clock.instant());
  }

  @Test
  void standsStillAsTheRowSays() {
    Instant then = clock.instant();
    run(Duration.ofDays(3));
    aging.take(ClockRow.of(then).tick(clock.instant(), Optional.empty()));
    run(Duration.ofHours(2));
    assertThat(aging.instant()).isEqualTo(then);
    assertThat(aging.stillSince()).contains(then);
    assertThat(aging.stillLeft()).isEqualTo(Duration.ofHours(24));
  }
}
