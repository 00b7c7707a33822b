package drawbridge.inbound.control;

import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.control.count.RejectionLedger;
import drawbridge.inbound.control.count.UnknownUrlLedger;
import drawbridge.inbound.control.limit.BodySettings;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.platform.Age;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.Settings;
import drawbridge.platform.store.Purge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/**
 * Provides the settings of inbound requests and the purges of their rows. An invalid setting stops
 * the deployment.
 */
@ApplicationScoped
public class InboundStart {

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> settings(config));
    round.read(() -> limits(config));
    round.read(() -> refused(config));
    round.read(() -> bodies(config));
  }

  @Produces
  @Singleton
  static InboundSettings settings(Config config) {
    return Settings.read(config, InboundSettings.class);
  }

  @Produces
  @Singleton
  static SenderLimits limits(Config config) {
    return Settings.read(config, SenderLimits.class);
  }

  @Produces
  @Singleton
  static RefusedSettings refused(Config config) {
    return Settings.read(config, RefusedSettings.class);
  }

  @Produces
  @Singleton
  static BodySettings bodies(Config config) {
    return Settings.read(config, BodySettings.class);
  }

  @Produces
  @Singleton
  static MemoryPool memory(BodySettings bodies) {
    return new MemoryPool(bodies.memory());
  }

  @Produces
  static Purge claims(Claims claims, InboundSettings settings, Clock clock) {
    return new Purge("uids", new Age(settings.uidWindow()), clock, claims::removeOld);
  }

  @Produces
  static Purge rejections(RejectionLedger ledger, InboundSettings settings, Clock clock) {
    return new Purge("rejections", settings.rejections(), clock, ledger::removeOld);
  }

  @Produces
  static Purge refused(RefusedLedger ledger, RefusedSettings settings, Clock clock) {
    return new Purge("refused deliveries", settings.deliveries(), clock, ledger::removeOld);
  }

  @Produces
  static Purge unknownUrls(UnknownUrlLedger ledger, RefusedSettings settings, Clock clock) {
    return new Purge("counts of unknown URLs", settings.unknownUrls(), clock, ledger::removeOld);
  }
}
