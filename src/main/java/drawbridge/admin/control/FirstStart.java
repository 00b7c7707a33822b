package drawbridge.admin.control;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.store.StartupRetry;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Creates the first workspace and operator when the store has none. When several nodes start
 * together, one creates them and the others do nothing.
 */
@Singleton(name = "FirstStart")
@Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {

  @Inject Config config;
  @Inject InitialData initialData;
  @Inject CurrentOperator currentOperator;
  private @Nullable Banner banner;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> new Bootstrap(config));
  }

  @PostConstruct
  void start() {
    currentOperator.set(Person.SERVER);
    Bootstrap bootstrap = new Bootstrap(config);
    StartupRetry.make(
        () -> {
          Banner made = new Banner(make(bootstrap), bootstrap.secret().isPresent());
          made.keep();
          banner = made;
        });
  }

  /** Prints the banner. Call it after all parts of the application have started. */
  public void announce() {
    Objects.requireNonNull(banner).announce();
  }

  private Map<String, Optional<String>> make(Bootstrap bootstrap) {
    try {
      return initialData.make(bootstrap);
    } catch (EJBException e) {
      if (initialData.isComplete()) {
        return Map.of(); // another node created the data; its log has the generated values
      }
      throw e;
    }
  }
}
