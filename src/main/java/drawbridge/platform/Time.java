package drawbridge.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The house's clock, so that tests can bring their own. */
@ApplicationScoped
public class Time {

  /** UTC, at the resolution that the store keeps. */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return new StoreClock();
  }

  /** A clock of microseconds: what it says and what is read back from the store are equal. */
  static class StoreClock extends Clock {
    private final Clock ticking =
        Clock.tick(
            Clock.systemUTC(), java.time.Duration.of(1, java.time.temporal.ChronoUnit.MICROS));

    @Override
    public java.time.ZoneId getZone() {
      return ticking.getZone();
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return ticking.withZone(zone);
    }

    @Override
    public java.time.Instant instant() {
      return ticking.instant();
    }
  }
}
