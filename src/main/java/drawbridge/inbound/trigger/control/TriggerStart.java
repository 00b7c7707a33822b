package drawbridge.inbound.trigger.control;

import drawbridge.platform.BadSettings;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.http.Fetcher;
import drawbridge.platform.http.HttpFetcher;
import drawbridge.platform.setting.Settings;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.signature.KeyHosts;
import drawbridge.provider.vault.KeySource;
import drawbridge.provider.vault.Keyring;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Provides the encryption keys, the keys of providers and the public URL. An invalid setting stops
 * the deployment.
 */
@ApplicationScoped
public class TriggerStart {

  private static final String KEY_HOSTS = "drawbridge.inbound.key-hosts";
  private static final Fetcher FETCHER = new HttpFetcher();

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> keys(config));
    round.read(() -> url(config));
    round.read(() -> keyHosts(config));
  }

  /**
   * Returns the encryption keys, possibly none. The data directory is used only when H2 runs in
   * this process.
   */
  @Produces
  @Singleton
  static Keyring keys(Config config) {
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

  /**
   * Returns the hosts from which the schemes of workspaces may fetch keys.
   *
   * @throws BadSettings when a host is malformed
   */
  @Produces
  @Singleton
  static KeyHosts keyHosts(Config config) {
    try {
      return new Settings(config).text(KEY_HOSTS).map(KeyHosts::parse).orElse(KeyHosts.NONE);
    } catch (IllegalArgumentException e) {
      throw new BadSettings(
          List.of("setting " + KEY_HOSTS + " must be hosts like login.example.org, *.example.org"));
    }
  }

  /** Returns the keys that providers publish. Fetches none. */
  @Produces
  @Singleton
  static RemoteKeys remoteKeys() {
    return RemoteKeys.trustingJdk(FETCHER);
  }

  /** Returns the fetcher of public documents. */
  @Produces
  @Singleton
  static Fetcher fetcher() {
    return FETCHER;
  }

  @Produces
  @Singleton
  static PublicUrl url(Config config) {
    return PublicUrl.of(new Settings(config));
  }
}
