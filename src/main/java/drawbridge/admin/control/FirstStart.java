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
import org.eclipse.microprofile.config.Config;

/**
 * Makes the first workspace and operator when there are none. Nodes that start together may both
 * try; who comes second does nothing.
 */
@Singleton(name = "FirstStart")
@Startup
@DependsOn("Schema")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstStart {

  private static final System.Logger LOG = System.getLogger(FirstStart.class.getName());

  @Inject Config config;
  @Inject InitialData house;
  @Inject CurrentOperator currentOperator;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> new Bootstrap(config));
  }

  @PostConstruct
  void start() {
    currentOperator.set(Person.SERVER);
    Bootstrap bootstrap = new Bootstrap(config);
    StartupRetry.make(() -> show(make(bootstrap)));
  }

  private Map<String, String> make(Bootstrap bootstrap) {
    try {
      return house.make(bootstrap);
    } catch (EJBException e) {
      if (house.stands()) {
        return Map.of(); // another node was first; its log has what it made up
      }
      throw e;
    }
  }

  /** The one place and time where made-up values are seen. */
  private static void show(Map<String, String> madeUp) {
    if (madeUp.isEmpty()) {
      return;
    }
    StringBuilder block = new StringBuilder("made at the first start, shown this once:\n\n");
    madeUp.forEach((what, value) -> block.append("    " + what + ":  " + value + "\n"));
    LOG.log(
        System.Logger.Level.INFO,
        block.append("\nkeep them; they cannot be read again").toString());
  }
}
