package drawbridge.platform.control;

import drawbridge.platform.BadSettings;
import drawbridge.platform.SettingNames;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Validates the settings of all packages before other beans start, so that one start reports every
 * fault. Startup beans that read settings depend on this bean.
 */
@Singleton(name = "SettingsCheck")
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SettingsCheck {

  private static final System.Logger LOG = System.getLogger(SettingsCheck.class.getName());

  /** The event of a validation; packages observe it and read their settings. */
  public static final class Round {
    private final List<String> faults = new ArrayList<>();

    /** Runs a reading of settings and collects its faults. */
    public void read(Runnable reading) {
      try {
        reading.run();
      } catch (BadSettings e) {
        faults.addAll(e.faults());
      }
    }
  }

  @Inject Event<Round> rounds;
  @Inject Config config;

  @PostConstruct
  void check() {
    SettingNames names = SettingNames.documented();
    Stream.concat(
            names
                .unknown(System.getenv().keySet(), System.getProperties().stringPropertyNames())
                .stream(),
            names.guessable(name -> config.getOptionalValue(name, String.class)).stream())
        .forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
    Round round = new Round();
    rounds.fire(round);
    if (!round.faults.isEmpty()) {
      throw new BadSettings(round.faults);
    }
  }
}
