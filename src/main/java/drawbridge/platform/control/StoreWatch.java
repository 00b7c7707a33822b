package drawbridge.platform.control;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Asks the store twice a second whether it answers, so that while it does not, requests can be told
 * so at once and do not each wait for it. Notices a store that refuses within half a second, one
 * that is silent within two and a half, and its return within half a second.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreWatch {

  private static final System.Logger LOG = System.getLogger(StoreWatch.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** No more connections than the pool has can be broken at once. */
  private static final int MOST_BROKEN = 100;

  @Inject StoreStatus pulse;

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService timer;

  @PostConstruct
  void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    pulse.ask();
    try {
      note(answers() ? "" : "a connection that does not answer");
    } catch (SQLException | RuntimeException e) {
      note(StoreFailures.inWords(e));
    }
  }

  /** A store that was restarted left broken connections in the pool; each is met once. */
  private boolean answers() throws SQLException {
    for (int broken = 0; broken < MOST_BROKEN; broken++) {
      try (Connection connection = store.getConnection()) {
        if (connection.isValid(StoreStatus.LATE_AFTER_SECONDS)) {
          return true;
        }
      }
      if (pulse.nanosSinceAsked() > TimeUnit.SECONDS.toNanos(1)) {
        return false;
      }
    }
    return false;
  }

  private void note(String trouble) {
    if (!pulse.note(trouble.isEmpty())) {
      return;
    }
    if (trouble.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, "the store answers again");
    } else {
      LOG.log(
          System.Logger.Level.WARNING,
          "the store does not answer ({0}); requests are told to come again until it does",
          trouble);
    }
  }
}
