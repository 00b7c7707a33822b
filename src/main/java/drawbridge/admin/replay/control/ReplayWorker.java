package drawbridge.admin.replay.control;

import drawbridge.platform.Age;
import drawbridge.platform.Recurring;
import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import drawbridge.platform.setting.Settings;
import drawbridge.platform.store.Purge;
import drawbridge.workspace.control.WorkspaceLocks;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Polls for due bulk replays and runs their batches until the node stops; also removes old ones.
 * All nodes do this: a row lock assigns each batch to one node. The store holds the due time, so
 * that the rate applies to all nodes together.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ReplayWorker {

  private static final System.Logger LOG = System.getLogger(ReplayWorker.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(200);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject ReplayBatches batches;
  @Inject OldBulkReplays old;
  @Inject WorkspaceLocks locks;
  @Inject Clock clock;
  @Inject AgingClock aging;
  @Inject Config config;

  private @Nullable Purge purge;
  private volatile boolean stopping;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> age(config));
  }

  private record Retention(
      @SettingName("drawbridge.retention.replays")
          @ParsedBy(value = Age.class, message = Age.EXPECTED)
          Age replays) {}

  private static Age age(Config config) {
    return Settings.read(config, Retention.class).replays();
  }

  @PostConstruct
  void start() {
    Purge purging = new Purge("lines of bulk replays", age(config), clock, old::remove);
    purge = purging;
    purging.begin(timer, aging::instant);
    Recurring.begin(timer, PAUSE, "bulk replays", this::work);
  }

  /**
   * Stops after the current batch. A batch is one short transaction; an interrupted one is rolled
   * back.
   */
  @PreDestroy
  void stop() {
    stopping = true;
    Objects.requireNonNull(purge).end();
  }

  /** Runs batches until none is due. The next poll retries failed ones. */
  void work() {
    boolean isDone = true;
    while (isDone && !stopping) {
      isDone = false;
      for (ReplayBatches.Due due : batches.due()) {
        isDone |= work(due);
      }
    }
  }

  /**
   * Runs a batch under a shared lock of the workspace, because H2 would allow its removal
   * meanwhile.
   */
  private boolean work(ReplayBatches.Due due) {
    Optional<WorkspaceLocks.SharedLock> lock = Optional.empty();
    try {
      lock = locks.lock(due.workspaceId());
      return lock.isPresent() && batches.work(due.id());
    } catch (RuntimeException e) { // the other bulk replays continue
      warn("bulk replay " + due.id(), e);
      return false;
    } finally {
      lock.ifPresent(WorkspaceLocks.SharedLock::release);
    }
  }

  private static void warn(String what, Throwable failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: batch failed: {1}; will retry from the same run",
        what,
        failure.toString());
  }
}
