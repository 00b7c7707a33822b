package drawbridge.platform.control;

import drawbridge.platform.proxy.ProxySettings;
import drawbridge.platform.proxy.TrustedProxies;
import drawbridge.platform.setting.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** Validates and keeps the settings of proxies. An invalid setting stops the deployment. */
@ApplicationScoped
public class ProxyStart {

  @Inject Config config;

  private TrustedProxies proxies = TrustedProxies.NONE;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> Settings.read(config, ProxySettings.class));
  }

  @PostConstruct
  void read() {
    proxies = Settings.read(config, ProxySettings.class).trusted();
  }

  public TrustedProxies proxies() {
    return proxies;
  }
}
