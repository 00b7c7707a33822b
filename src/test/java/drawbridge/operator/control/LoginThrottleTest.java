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

  private boolean isRefused(String name, String address) {
    return throttle.reserve(name, address).isRefused();
  }

  private void guess(int times, String name, String address) {
    for (int guess = 0; guess < times; guess++) {
      assertThat(isRefused(name, address)).as("guess %s", guess).isFalse();
    }
  }

  /** A hundred addresses guess once each. */
  private void guessFromManyAddresses(String name) {
    for (int each = 0; each < 100; each++) {
      guess(1, name, "10.0.1." + each);
    }
  }

  @Test
  void oneAddressHasTenAttemptsAndThenOneInTenSeconds() {
    guess(10, "admin", "10.0.0.1");
    assertThat(throttle.reserve("admin", "10.0.0.1").waitSeconds()).isBetween(1L, 11L);
    clock.move(Duration.ofSeconds(9));
    assertThat(throttle.reserve("admin", "10.0.0.1").waitSeconds()).isBetween(1L, 2L);
    clock.move(Duration.ofSeconds(1));
    guess(1, "admin", "10.0.0.1");
    assertThat(isRefused("admin", "10.0.0.1")).isTrue();
  }

  @Test
  void otherNamesAndAddressesAreNotLimited() {
    guess(10, "admin", "10.0.0.1");
    guess(1, "ann", "10.0.0.1");
    guess(1, "admin", "10.0.0.2");
  }

  @Test
  void allAddressesOfAnIpv6NetworkAreOne() {
    for (int each = 0; each < 10; each++) {
      guess(1, "admin", "2001:db8:0:1::" + each);
    }
    assertThat(isRefused("admin", "2001:db8:0:1:ffff::1")).isTrue();
    guess(1, "admin", "2001:db8:0:2::1");
  }

  @Test
  void oneAddressHasFiftyAttemptsForAllNames() {
    for (int each = 0; each < 50; each++) {
      guess(1, "name" + each, "10.0.0.1");
    }
    assertThat(isRefused("ann", "10.0.0.1")).isTrue();
    guess(1, "ann", "10.0.0.2");
    clock.move(Duration.ofSeconds(2));
    guess(1, "ann", "10.0.0.1");
    assertThat(isRefused("bob", "10.0.0.1")).isTrue();
  }

  @Test
  void successfulAndUncheckedAttemptsDoNotCount() {
    for (int each = 0; each < 50; each++) {
      throttle.succeed(throttle.reserve("admin", "10.0.0.1").attempt());
      throttle.release(throttle.reserve("admin", "10.0.0.1").attempt());
    }
    guess(10, "admin", "10.0.0.1");
  }

  @Test
  void distributedGuessingIsSlowed() {
    guessFromManyAddresses("admin");
    guess(2, "admin", "10.0.1.1");
    assertThat(isRefused("admin", "10.0.1.1")).isTrue();
    clock.move(Duration.ofSeconds(2));
    guess(1, "admin", "10.0.1.1");
    assertThat(isRefused("admin", "10.0.1.1")).isTrue();
  }

  @Test
  void distributedGuessingDoesNotLockTheOwnerOut() {
    throttle.succeed(throttle.reserve("admin", "192.0.2.1").attempt());
    guessFromManyAddresses("admin");
    guess(10, "admin", "192.0.2.1"); // an address from which the name has signed in
    guess(2, "admin", "192.0.2.2"); // any other address has two attempts
    guess(1, "ann", "192.0.2.2");
  }

  @Test
  void countersOfManyNamesAndAddressesAreBounded() {
    for (int each = 0; each < 30_000; each++) {
      var unused = throttle.reserve(each + "x".repeat(1_000), "10.0." + each % 256 + ".1");
    }
    assertThat(throttle.counters).hasSizeBetween(10_000, 20_000);
  }
}
