package drawbridge.platform.control;

import drawbridge.platform.Recurring;
import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.clock.ClockSettings;
import drawbridge.platform.clock.ClockTick;
import drawbridge.platform.setting.Settings;
import drawbridge.platform.store.ExaminedDataSource;
import drawbridge.platform.store.StartupRetry;
import drawbridge.platform.store.StoreFailures;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** Compares the clock with the store and the processor's timer every ten seconds. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ClockWatch {

  private static final System.Logger LOG = System.getLogger(ClockWatch.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(10);

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Clock clock;
  @Inject AgingClock aging;
  @Inject StoreStatus status;
  @Inject Config config;

  @PostConstruct
  void start() {
    ClockTick tick = new ClockTick(ExaminedDataSource.of(store, status::examine), clock, aging);
    ClockSettings settings = Settings.read(config, ClockSettings.class);
    StartupRetry.make(() -> tick.begin(settings.accepted()));
    Recurring.begin(timer, PAUSE, "check of the clock", () -> check(tick));
  }

  private static void check(ClockTick tick) {
    try {
      tick.tick();
    } catch (SQLException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot compare the clock with the store: {0}; will retry",
          StoreFailures.inWords(e));
    }
  }
}
