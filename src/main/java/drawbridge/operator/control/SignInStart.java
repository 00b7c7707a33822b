package drawbridge.operator.control;

import drawbridge.platform.control.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import org.eclipse.microprofile.config.Config;

/** Validates and provides the sign-in settings. An invalid setting stops the deployment. */
@ApplicationScoped
public class SignInStart {

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> SignInSettings.of(config));
  }

  @Produces
  @Dependent
  static SignInSettings settings(Config config) {
    return SignInSettings.of(config);
  }
}
