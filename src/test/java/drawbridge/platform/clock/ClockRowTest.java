package drawbridge.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClockRowTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Optional<Instant> NO_JUMP = Optional.empty();
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  @Test
  void rowsAgeWhileTicksFollowEachOther() {
    ClockRow row = ClockRow.of(NOW).tick(NOW.plus(TEN_SECONDS), NO_JUMP);
    assertThat(row.seenAt()).isEqualTo(NOW.plus(TEN_SECONDS));
    assertThat(row.stillSince()).isEmpty();
  }

  @Test
  void gapOfADayIsNoReasonToStandStill() {
    assertThat(ClockRow.of(NOW).tick(NOW.plus(Duration.ofHours(24)), NO_JUMP).stillSince())
        .isEmpty();
  }

  @Test
  void longerGapStopsAgeingForADayOfRunningTime() {
    Instant back = NOW.plus(Duration.ofDays(200));
    ClockRow row = ClockRow.of(NOW).tick(back, NO_JUMP);
    assertThat(row.stillSince()).contains(NOW);
    assertThat(row.stillLeft()).isEqualTo(Duration.ofHours(24));
    int ticks = 0;
    for (Instant now = back.plus(TEN_SECONDS); row.stillSince().isPresent(); ticks++) {
      row = row.tick(now, NO_JUMP);
      now = now.plus(TEN_SECONDS);
    }
    assertThat(ticks).isEqualTo(8640);
    assertThat(row.stillLeft()).isZero();
  }

  @Test
  void timeWithoutARunningNodeDoesNotCount() {
    Instant back = NOW.plus(Duration.ofDays(2));
    ClockRow row =
        ClockRow.of(NOW).tick(back, NO_JUMP).tick(back.plus(Duration.ofHours(23)), NO_JUMP);
    assertThat(row.stillLeft()).isEqualTo(Duration.ofHours(24).minusSeconds(30));
  }

  @Test
  void jumpStopsAgeingAtTheTimeBeforeIt() {
    ClockRow row =
        ClockRow.of(NOW).tick(NOW.plus(Duration.ofHours(2)), Optional.of(NOW.minusSeconds(3)));
    assertThat(row.stillSince()).contains(NOW.minusSeconds(3));
    assertThat(row.stillLeft()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void secondJumpKeepsTheAgesOfTheFirst() {
    Instant far = NOW.plus(Duration.ofDays(200));
    ClockRow row = ClockRow.of(NOW).tick(far, NO_JUMP).tick(far.plus(Duration.ofDays(9)), NO_JUMP);
    assertThat(row.stillSince()).contains(NOW);
  }

  @Test
  void clockThatWentBackIsNoRunningTime() {
    Instant far = NOW.plus(Duration.ofDays(200));
    ClockRow row = ClockRow.of(NOW).tick(far, NO_JUMP).tick(NOW, Optional.of(far));
    assertThat(row.seenAt()).isEqualTo(far);
    assertThat(row.tick(NOW.plus(TEN_SECONDS), NO_JUMP).stillLeft())
        .isEqualTo(Duration.ofHours(24));
  }

  @Test
  void acceptedFutureStopsAgeingNow() {
    Instant far = NOW.plus(Duration.ofDays(200));
    ClockRow row = ClockRow.of(far).accept(far.plusSeconds(1), NOW);
    assertThat(row.seenAt()).isEqualTo(NOW);
    assertThat(row.acceptedUntil()).isEqualTo(far.plusSeconds(1));
    assertThat(row.stillSince()).contains(NOW);
    assertThat(row.stillLeft()).isEqualTo(Duration.ofHours(24));
  }
}
