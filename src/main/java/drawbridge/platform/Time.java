package drawbridge.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Provides the application's clock, which tests replace. */
@ApplicationScoped
public class Time {

  /**
   * Returns a UTC clock of microseconds, the resolution of the store, so that an instant equals
   * itself after the store has kept it.
   */
  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }
}
