package drawbridge.run.control;

import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundSettings;
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

/** Reads and provides the settings of runs; an invalid one stops the deployment. */
@Singleton
@Startup
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class RunStart {

  @Inject Config config;

  private @Nullable RunSettings settings;
  private @Nullable RunLimits limits;
  private @Nullable OutboundSettings outbound;
  private @Nullable RunAges ages;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, RunSettings.class));
    round.read(() -> Settings.read(config, RunLimits.class));
    round.read(() -> Settings.read(config, OutboundSettings.class));
    round.read(() -> Settings.read(config, RunAges.class));
  }

  @PostConstruct
  void read() {
    settings = Settings.read(config, RunSettings.class);
    limits = Settings.read(config, RunLimits.class);
    outbound = Settings.read(config, OutboundSettings.class);
    ages = Settings.read(config, RunAges.class);
  }

  /** Provides the settings of the execution of runs. */
  @Produces
  public RunSettings settings() {
    return Objects.requireNonNull(settings);
  }

  /** Provides the limits of a run. */
  @Produces
  public RunLimits limits() {
    return Objects.requireNonNull(limits);
  }

  /** Provides the settings of outbound calls. */
  @Produces
  public OutboundSettings outbound() {
    return Objects.requireNonNull(outbound);
  }

  /** Provides the retention of runs and journals. */
  @Produces
  public RunAges ages() {
    return Objects.requireNonNull(ages);
  }
}
