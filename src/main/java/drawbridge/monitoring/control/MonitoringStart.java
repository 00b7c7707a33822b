package drawbridge.monitoring.control;

import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Objects;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Validates and provides the monitoring settings. An invalid setting stops the deployment. */
@Singleton
@Startup
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class MonitoringStart {

  @Inject Config config;

  private @Nullable MonitoringSettings settings;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, MonitoringSettings.class));
  }

  @PostConstruct
  void read() {
    settings = Settings.read(config, MonitoringSettings.class);
  }

  @Produces
  public MonitoringSettings settings() {
    return Objects.requireNonNull(settings);
  }
}
