package drawbridge.admin.replay.control;

import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import drawbridge.platform.control.SettingsCheck;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.Setting;
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
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Works on bulk replays as long as the node lives, and removes old ones. All nodes do: each slice
 * is done by whoever locks it first, and the rate is kept in the store, for all of them together.
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
  @Inject WorkspaceLocks stays;
  @Inject Clock clock;
  @Inject Config config;

  private @Nullable Purge purge;
  private volatile boolean stopping;

  static void check(@Observes SettingsCheck.Round round, Config config) {
    round.read(() -> age(config));
  }

  private record Retention(
      @Setting("drawbridge.retention.replays") @ParsedBy(value = Age.class, message = Age.EXPECTED)
          Age replays) {}

  private static Age age(Config config) {
    return Settings.read(config, Retention.class).replays();
  }

  @PostConstruct
  void start() {
    Purge purging = new Purge("lines of bulk replays", age(config), clock, old::remove);
    purge = purging;
    purging.begin(timer);
    var unused =
        timer.scheduleWithFixedDelay(
            this::work, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What is at work is one short transaction, which ends or is undone. */
  @PreDestroy
  void stop() {
    stopping = true;
    Objects.requireNonNull(purge).end();
  }

  /** Does slices in turn until none is due; what fails is tried again the next time. */
  void work() {
    try {
      boolean isDone = true;
      while (isDone && !stopping) {
        isDone = false;
        for (ReplayBatches.Due due : batches.due()) {
          isDone |= work(due);
        }
      }
    } catch (RuntimeException | Error e) { // whatever it is: one that leaves here stops us for good
      warn("the bulk replays", e);
    }
  }

  /** Nobody removes the workspace meanwhile, which H2 would let happen. */
  private boolean work(ReplayBatches.Due due) {
    Optional<WorkspaceLocks.SharedLock> stay = Optional.empty();
    try {
      stay = stays.lock(due.workspaceId());
      return stay.isPresent() && batches.work(due.id());
    } catch (RuntimeException e) { // the others go on
      warn("bulk replay " + due.id(), e);
      return false;
    } finally {
      stay.ifPresent(WorkspaceLocks.SharedLock::release);
    }
  }

  private static void warn(String what, Throwable failure) {
    LOG.log(
        System.Logger.Level.WARNING,
        "{0}: not worked on; tried again soon, from the same place: {1}",
        what,
        failure.toString());
  }
}
