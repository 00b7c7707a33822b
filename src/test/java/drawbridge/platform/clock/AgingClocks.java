package drawbridge.platform.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Makes aging clocks for tests of other packages. */
public final class AgingClocks {

  private AgingClocks() {}

  /** Returns an aging clock that follows every move of the clock. */
  public static AgingClock following(Clock clock) {
    AgingClock aging =
        new AgingClock(clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
    aging.take(ClockRow.of(clock.instant()));
    return aging;
  }
}
