package drawbridge.platform.control;

import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.clock.ClockSettings;
import drawbridge.platform.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Provides the time by which rows age, and validates the setting of the clock. */
@ApplicationScoped
public class ClockStart {

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, ClockSettings.class));
  }

  @Produces
  @Singleton
  static AgingClock aging(Clock clock) {
    return new AgingClock(clock, System::nanoTime);
  }
}
