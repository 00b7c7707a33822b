package drawbridge.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Provides the application's clock, which tests replace. */
@ApplicationScoped
public class Time {

  /** Returns a UTC clock at the resolution of the store. */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return new StoreClock();
  }

  /** A clock of microseconds, so that an instant equals itself after the store has kept it. */
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
