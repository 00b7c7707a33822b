package drawbridge.monitoring.control;

import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.Config;

/** Validates and provides the monitoring settings. An invalid setting stops the deployment. */
@ApplicationScoped
public class MonitoringStart {

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, MonitoringSettings.class));
  }

  @Produces
  @Dependent
  static MonitoringSettings settings(Config config) {
    return Settings.read(config, MonitoringSettings.class);
  }
}
