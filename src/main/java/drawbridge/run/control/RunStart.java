package drawbridge.run.control;

import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Reads and provides the settings of runs; an invalid one stops the deployment. */
@ApplicationScoped
public class RunStart {

  @Inject Config config;

  void check(@Observes SettingsCheck.Round round) {
    List.of(RunSettings.class, RunLimits.class, OutboundSettings.class, RunAges.class)
        .forEach(type -> round.read(() -> Settings.read(config, type)));
  }

  @Produces
  @Singleton
  RunSettings settings() {
    return Settings.read(config, RunSettings.class);
  }

  @Produces
  @Singleton
  RunLimits limits() {
    return Settings.read(config, RunLimits.class);
  }

  @Produces
  @Singleton
  OutboundSettings outbound() {
    return Settings.read(config, OutboundSettings.class);
  }

  @Produces
  @Singleton
  RunAges ages() {
    return Settings.read(config, RunAges.class);
  }
}
