package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private final MovableClock clock = new MovableClock();
  private final LoginThrottle throttle = throttle(clock);

  @SuppressWarnings("UnnecessaryAssignment") // there is no container here
  private static LoginThrottle throttle(MovableClock clock) {
    LoginThrottle throttle = new LoginThrottle();
    throttle.clock = clock;
    return throttle;
  }

  @Test
  void fromOneAddressANameMayBeWrongTenTimesAndThenOnceInTenSeconds() {
    for (int guess = 0; guess < 10; guess++) {
      assertThat(throttle.reserve("admin", "10.0.0.1")).isZero();
    }
    assertThat(throttle.reserve("admin", "10.0.0.1")).isBetween(1L, 11L);
    clock.move(Duration.ofSeconds(9));
    assertThat(throttle.reserve("admin", "10.0.0.1")).isBetween(1L, 2L);
    clock.move(Duration.ofSeconds(1));
    assertThat(throttle.reserve("admin", "10.0.0.1")).isZero();
    assertThat(throttle.reserve("admin", "10.0.0.1")).isPositive();
  }

  @Test
  void othersAreNotSlowedDown() {
    for (int guess = 0; guess < 11; guess++) {
      var unused = throttle.reserve("admin", "10.0.0.1");
    }
    assertThat(throttle.reserve("ann", "10.0.0.1")).isZero();
    assertThat(throttle.reserve("admin", "10.0.0.2")).isZero();
  }

  @Test
  void whatWasRightCostsNothing() {
    for (int guess = 0; guess < 50; guess++) {
      assertThat(throttle.reserve("admin", "10.0.0.1")).isZero();
      throttle.release("admin", "10.0.0.1");
    }
  }

  @Test
  void fromAllAddressesTogetherAHundredAndThenOnceInTwoSeconds() {
    for (int guess = 0; guess < 100; guess++) {
      assertThat(throttle.reserve("admin", "10.0.1." + guess)).isZero();
    }
    assertThat(throttle.reserve("admin", "10.0.2.1")).isBetween(1L, 3L);
    clock.move(Duration.ofSeconds(2));
    assertThat(throttle.reserve("admin", "10.0.2.1")).isZero();
  }
}
