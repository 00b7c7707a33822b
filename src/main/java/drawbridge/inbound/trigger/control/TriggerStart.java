package drawbridge.inbound.trigger.control;

import drawbridge.platform.BadSettings;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import drawbridge.provider.vault.KeySource;
import drawbridge.provider.vault.Keyring;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Reads the encryption keys and the public URL at startup. An invalid setting stops the deployment.
 */
@Singleton
@Startup
@DependsOn("SettingsCheck")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class TriggerStart {

  @Inject Config config;

  private @Nullable Keyring keys;
  private @Nullable PublicUrl url;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> keys(config));
    round.read(() -> PublicUrl.of(new Settings(config)));
  }

  @PostConstruct
  void read() {
    keys = keys(config);
    url = PublicUrl.of(new Settings(config));
  }

  /** Returns the encryption keys, possibly none. */
  @Produces
  public Keyring keys() {
    return Objects.requireNonNull(keys);
  }

  @Produces
  public PublicUrl url() {
    return Objects.requireNonNull(url);
  }

  /** The data directory is used only when H2 runs in this process. */
  private static Keyring keys(Config config) {
    Optional<String> given = config.getOptionalValue(KeySource.SETTING, String.class);
    if (given.isEmpty() && config.getConfigValue(KeySource.SETTING).getRawValue() != null) {
      throw new BadSettings(List.of("setting " + KeySource.SETTING + " must not be empty"));
    }
    Settings settings = new Settings(config);
    return KeySource.keyring(
        given,
        settings.text("drawbridge.database.url").orElse(""),
        Path.of(settings.text("drawbridge.data.directory").orElse("data")));
  }
}
