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

/**
 * Asks every room to read its settings before anything else starts, so that one start names all
 * that are wrong. Whoever starts by itself and needs settings depends on this.
 */
@Singleton(name = "SettingsCheck")
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class SettingsCheck {

  private static final System.Logger LOG = System.getLogger(SettingsCheck.class.getName());

  /** One round of reading; rooms observe it. */
  public static final class Round {
    private final List<String> faults = new ArrayList<>();

    /** Reads settings for the sake of their faults. */
    public void read(Runnable reading) {
      try {
        reading.run();
      } catch (BadSettings e) {
        faults.addAll(e.faults());
      }
    }
  }

  @Inject Event<Round> rounds;

  @PostConstruct
  void check() {
    SettingNames.documented()
        .unknown(System.getenv().keySet(), System.getProperties().stringPropertyNames())
        .forEach(unknown -> LOG.log(System.Logger.Level.WARNING, unknown));
    Round round = new Round();
    rounds.fire(round);
    if (!round.faults.isEmpty()) {
      throw new BadSettings(round.faults);
    }
  }
}
