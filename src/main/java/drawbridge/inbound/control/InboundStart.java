package drawbridge.inbound.control;

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

/** Reads the settings of inbound requests at startup. An invalid setting stops the deployment. */
@Singleton
@Startup
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class InboundStart {

  @Inject Config config;

  private @Nullable InboundSettings settings;
  private @Nullable SenderLimits limits;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, InboundSettings.class));
    round.read(() -> Settings.read(config, SenderLimits.class));
  }

  @PostConstruct
  void read() {
    settings = Settings.read(config, InboundSettings.class);
    limits = Settings.read(config, SenderLimits.class);
  }

  @Produces
  public InboundSettings settings() {
    return Objects.requireNonNull(settings);
  }

  @Produces
  public SenderLimits limits() {
    return Objects.requireNonNull(limits);
  }
}
