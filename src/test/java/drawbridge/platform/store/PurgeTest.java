package drawbridge.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Threads;
import drawbridge.platform.Age;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PurgeTest {

  private static final Instant NOW = Instant.parse("2026-03-31T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Age DAY = new Age(Duration.ofDays(1));
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Deque<Supplier<Purge.Batch>> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final Purge purge = purge(DAY);

  @Test
  void batchesContinueAndStartOverAfterTheLast() {
    answer(500, "a");
    answer(0, "b");
    answer(3, null);
    answer(0, null);
    assertThat(purge.batch()).isBetween(Duration.ofMillis(50), IDLE.minusMillis(1));
    assertThat(purge.batch()).isLessThan(IDLE);
    assertThat(purge.batch()).isEqualTo(IDLE);
    assertThat(purge.batch()).isEqualTo(IDLE);
    assertThat(asked).containsExactly(" 500", "a 500", "b 500", " 500");
  }

  @Test
  void failedBatchIsRetriedAfterAMinute() {
    answer(500, "a");
    answers.add(
        () -> {
          throw new IllegalStateException("the store does not answer");
        });
    answer(500, "b");
    purge.batch();
    assertThat(purge.batch()).isEqualTo(IDLE);
    assertThat(purge.batch()).isLessThan(IDLE);
    assertThat(asked).containsExactly(" 500", "a 500", "a 500");
  }

  @Test
  void restIsProportionalToTheBatch() {
    Duration batch = Duration.ofMillis(20);
    assertThat(Purge.rest(batch, Duration.ZERO)).isEqualTo(Duration.ofMillis(780));
    assertThat(Purge.rest(Duration.ofMillis(1), Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
    assertThat(Purge.rest(Duration.ofHours(-1), Duration.ZERO)).isEqualTo(Duration.ofMillis(50));
    assertThat(Purge.rest(Duration.ofHours(1), Duration.ZERO)).isEqualTo(IDLE);
  }

  @Test
  void latePurgeRestsLess() {
    Duration batch = Duration.ofMillis(20);
    Duration hour = Duration.ofHours(1);
    assertThat(Purge.rest(batch, hour)).isEqualTo(Duration.ofMillis(780));
    assertThat(Purge.rest(batch, hour.plusMillis(1))).isEqualTo(Duration.ofMillis(80));
  }

  @Test
  void hourCountsFromTheFirstBatchOfAPass() {
    MovableClock clock = new MovableClock();
    Duration whole = Duration.ofMillis(780);
    Purge slow = new Purge("things", DAY, clock, (until, after, most) -> answers.remove().get());
    for (String next : List.of("a", "b", "", "c")) {
      answers.add(
          () -> {
            clock.moveTo(clock.instant().plusMillis(20));
            return new Purge.Batch(1, Optional.of(next).filter(text -> !text.isEmpty()));
          });
    }

    assertThat(slow.batch()).isEqualTo(whole);
    clock.moveTo(clock.instant().plus(Duration.ofHours(2)));
    assertThat(slow.batch()).isEqualTo(Duration.ofMillis(80));
    assertThat(slow.batch()).isEqualTo(IDLE);
    assertThat(slow.batch()).isEqualTo(whole);
  }

  @Test
  void endedPurgeRemovesNothing() {
    answer(500, "a");
    purge.end();
    assertThat(purge.batch()).isEqualTo(IDLE);
    assertThat(asked).isEmpty();
  }

  @Test
  void purgeOfForeverRunsNoBatch() {
    answer(500, "a");
    Purge never = purge(Age.FOREVER);
    assertThat(never.batch()).isEqualTo(IDLE);
    assertThat(asked).isEmpty();
    assertThat(begin(never)).isZero();
    assertThat(begin(purge)).isOne();
  }

  /** Begins a purge on a timer that ends at once, and returns how many batches were planned. */
  private static int begin(Purge purge) {
    Threads timer = new Threads(1);
    try {
      purge.begin(timer, CLOCK::instant);
      return timer.getQueue().size();
    } finally {
      timer.end();
    }
  }

  private void answer(int removed, @org.jspecify.annotations.Nullable String next) {
    answers.add(() -> new Purge.Batch(removed, Optional.ofNullable(next)));
  }

  private Purge purge(Age age) {
    return new Purge(
        "things",
        age,
        CLOCK,
        (until, after, most) -> {
          assertThat(until).isEqualTo(NOW.minus(Duration.ofDays(1)));
          asked.add(after + " " + most);
          return answers.remove().get();
        });
  }
}
