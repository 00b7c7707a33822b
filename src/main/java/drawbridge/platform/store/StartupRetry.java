package drawbridge.platform.store;

import drawbridge.platform.BadSettings;
import drawbridge.platform.CannotStart;
import drawbridge.platform.setting.StartConfig;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;

/**
 * Retries store access at startup until it succeeds, with a log line for each failure. The node is
 * not ready meanwhile. A store that refuses the configuration, a damaged store and one that another
 * server has opened stop the deployment, as a bad setting does.
 */
public final class StartupRetry {

  private static final System.Logger LOG = System.getLogger(StartupRetry.class.getName());
  private static final long PAUSE_SECONDS = 2;

  private StartupRetry() {}

  /** An access to the store. */
  public interface Attempt {
    void run() throws Exception;
  }

  /**
   * Runs the attempt until it succeeds; blocks as long as the store is unavailable.
   *
   * @param attempt must have no effect when it throws
   * @throws BadSettings when the store refuses the login or the database does not exist
   * @throws CannotStart when the store is damaged, another process has opened the H2 file, or the
   *     clock contradicts the store
   * @throws RuntimeException what the attempt threw, where the store is available
   */
  public static void make(Attempt attempt) {
    while (true) {
      try {
        attempt.run();
        return;
      } catch (Exception e) {
        stopUnlessAway(e);
        LOG.log(
            System.Logger.Level.WARNING,
            "the store does not answer ({0}); the start waits for it, and tries again in {1} s",
            StoreFailures.inWords(e),
            PAUSE_SECONDS);
        pause();
      }
    }
  }

  private static void stopUnlessAway(Exception e) {
    Optional<RuntimeException> stop =
        reason(e).or(() -> failureOfDriver().flatMap(StartupRetry::reason));
    if (stop.isPresent()) {
      LOG.log(System.Logger.Level.ERROR, stop.get().getMessage());
      throw stop.get();
    }
    if (!StoreFailures.isSilence(e)) {
      throw e instanceof RuntimeException failure ? failure : new IllegalStateException(e);
    }
  }

  /** Returns why no retry can succeed; empty when one may. */
  private static Optional<RuntimeException> reason(Exception e) {
    if (e instanceof CannotStart || e instanceof BadSettings) {
      return Optional.of((RuntimeException) e);
    }
    Config config = StartConfig.get();
    if (StoreDamage.isIn(e)) {
      return Optional.of(
          new CannotStart(StoreDamage.instructions(StoreFailures.inWords(e), config)));
    }
    Optional<RuntimeException> refused =
        StoreFailures.refusal(e).map(fault -> new BadSettings(List.of(fault)));
    return StoreStart.locked(e, config).map(RuntimeException.class::cast).or(() -> refused);
  }

  /**
   * Asks the driver directly: the server's pool drops the SQL state, which tells a refusal or
   * damage from an outage. Empty when the driver connects.
   */
  public static Optional<SQLException> failureOfDriver() {
    Config config = StartConfig.get();
    Optional<String> url = config.getOptionalValue("drawbridge.database.url", String.class);
    if (url.isEmpty()) {
      return Optional.empty(); // the data source is configured on the server
    }
    Properties properties = new Properties();
    properties.putAll(Map.of("connectTimeout", "2", "socketTimeout", "5"));
    for (String name : List.of("user", "password")) {
      config
          .getOptionalValue("drawbridge.database." + name, String.class)
          .ifPresent(value -> properties.put(name, value));
    }
    try {
      DriverManager.getConnection(url.get(), properties).close();
      return Optional.empty();
    } catch (SQLException e) {
      boolean isOurs =
          DriverManager.drivers().findAny().isEmpty(); // this class loader sees no driver
      return isOurs ? Optional.empty() : Optional.of(e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("told to stop while waiting for the store", e);
    }
  }
}
