package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private final MovableClock clock = new MovableClock();
  private final LoginThrottle throttle = throttle(clock);

  @SuppressWarnings("UnnecessaryAssignment") // injected without a container
  private static LoginThrottle throttle(MovableClock clock) {
    LoginThrottle throttle = new LoginThrottle();
    throttle.clock = clock;
    return throttle;
  }

  @Test
  void oneAddressHasTenAttemptsAndThenOneInTenSeconds() {
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
  void otherNamesAndAddressesAreNotLimited() {
    for (int guess = 0; guess < 11; guess++) {
      var unused = throttle.reserve("admin", "10.0.0.1");
    }
    assertThat(throttle.reserve("ann", "10.0.0.1")).isZero();
    assertThat(throttle.reserve("admin", "10.0.0.2")).isZero();
  }

  @Test
  void releasedAttemptsDoNotCount() {
    for (int guess = 0; guess < 50; guess++) {
      assertThat(throttle.reserve("admin", "10.0.0.1")).isZero();
      throttle.release("admin", "10.0.0.1");
    }
  }

  @Test
  void allAddressesHaveAHundredAttemptsAndThenOneInTwoSeconds() {
    for (int guess = 0; guess < 100; guess++) {
      assertThat(throttle.reserve("admin", "10.0.1." + guess)).isZero();
    }
    assertThat(throttle.reserve("admin", "10.0.2.1")).isBetween(1L, 3L);
    clock.move(Duration.ofSeconds(2));
    assertThat(throttle.reserve("admin", "10.0.2.1")).isZero();
  }
}
