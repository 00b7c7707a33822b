package drawbridge.platform.control;

import drawbridge.platform.Recurring;
import drawbridge.platform.store.StartupRetry;
import drawbridge.platform.store.StoreFailures;
import drawbridge.platform.store.StoreSession;
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
 * Checks twice a second whether the store takes commits, so that requests are refused at once while
 * it does not. Notices a store that refuses connections or is read-only within 0.5 s, one that
 * hangs within 2.5 s, and its return within 0.5 s.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class StoreWatch {

  private static final System.Logger LOG = System.getLogger(StoreWatch.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The pool holds fewer connections than this. */
  private static final int MOST_BROKEN = 100;

  @Inject StoreStatus status;

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService timer;

  @PostConstruct
  void start() {
    StoreSession.examineBy(status::examine);
    Recurring.begin(timer, PAUSE, "check of the store", this::check);
  }

  private void check() {
    status.beginCheck();
    try {
      end(fault(), false);
    } catch (SQLException | RuntimeException | Error e) { // H2 passes on a lack of memory
      status.examine(e);
      end(StoreFailures.inWords(e), StoreFailures.isClosed(e));
    }
  }

  /**
   * Returns why the store would take no commit, or an empty text. After a restart or a failover of
   * the store every pooled connection is broken or leads to a read-only server; each fails once.
   */
  private String fault() throws SQLException {
    String fault = "";
    for (int broken = 0; broken < MOST_BROKEN; broken++) {
      try (Connection connection = store.getConnection()) {
        fault = StoreProbe.fault(connection, StoreStatus.TIMEOUT_SECONDS);
      }
      boolean isLate = status.nanosSinceCheck() > TimeUnit.SECONDS.toNanos(1);
      if (fault.isEmpty() || isLate) {
        return fault;
      }
    }
    return fault;
  }

  private void end(String failure, boolean isClosed) {
    boolean hasChanged = status.endCheck(failure.isEmpty());
    if (status.isFirstOfLoss(isClosed)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "H2 has closed its file and cannot open it again ({0}); this process must be restarted",
          failure);
    }
    if (!hasChanged) {
      return;
    }
    if (failure.isEmpty()) {
      LOG.log(System.Logger.Level.INFO, "the store takes commits again");
    } else {
      StartupRetry.failureOfDriver().ifPresent(status::examine);
      LOG.log(
          System.Logger.Level.WARNING,
          "the store takes no commits ({0}); requests get 503 until it does",
          failure);
    }
  }
}
