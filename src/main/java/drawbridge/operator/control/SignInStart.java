package drawbridge.operator.control;

import drawbridge.platform.control.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.Config;

/** Validates and provides the sign-in settings. An invalid setting stops the deployment. */
@ApplicationScoped
public class SignInStart {

  @Inject Config config;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> SignInSettings.of(config));
  }

  @Produces
  @Dependent
  SignInSettings settings() {
    return SignInSettings.of(config);
  }
}
