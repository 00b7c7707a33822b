package drawbridge.monitoring.control;

import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.store.Purge;
import drawbridge.platform.store.WriteBehind;
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
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds the increments of this node's counters to the tally of the current minute, every few seconds
 * and at shutdown. Removes old tallies. A crash loses a few seconds of tallies.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class TallyClock {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Counters counters;
  @Inject TallyLedger ledger;
  @Inject MonitoringSettings settings;
  @Inject Clock clock;

  private final WriteBehind<Instant, Counts> minutes =
      new WriteBehind<>(
          "tallies", Counts::plus, taken -> ledger.add(counters.runs().node(), taken));

  private Counts stored = Counts.NONE;
  private @Nullable Purge purge;

  @PostConstruct
  void start() {
    minutes.begin(timer, this::update);
    Purge old = new Purge("tallies", settings.tallies(), clock, ledger::remove);
    old.begin(timer);
    purge = old;
  }

  @PreDestroy
  void stop() {
    if (purge != null) {
      purge.end();
    }
    update();
  }

  /** Adds the increments since the last call. */
  synchronized void update() {
    Counts now = counters.counts();
    Counts increment = now.since(stored);
    stored = now;
    if (!increment.equals(Counts.NONE)) {
      minutes.note(Resolution.MINUTE.floor(clock.instant()), increment);
    }
    minutes.write();
  }
}
