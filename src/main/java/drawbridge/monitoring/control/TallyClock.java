package drawbridge.monitoring.control;

import drawbridge.inbound.control.count.InboundCounters;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.platform.clock.AgingClock;
import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.Purge;
import drawbridge.platform.store.WriteBehind;
import drawbridge.run.control.RunCounters;
import drawbridge.run.entity.RunState;
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

  @Inject InboundCounters inbound;
  @Inject RunCounters runs;
  @Inject StoreStatus store;
  @Inject Tallies tallies;
  @Inject MonitoringSettings settings;
  @Inject Clock clock;
  @Inject AgingClock aging;

  private final WriteBehind<Instant, Counts> minutes =
      new WriteBehind<>("tallies", Counts::plus, taken -> tallies.add(runs.node(), taken));

  private Counts stored = Counts.NONE;
  private @Nullable Purge purge;

  @PostConstruct
  void start() {
    minutes.begin(timer, this::update);
    Purge old = new Purge("tallies", settings.tallies(), clock, tallies::remove);
    old.begin(timer, aging::instant);
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
    Counts now = counts();
    Counts increment = now.since(stored);
    stored = now;
    if (!increment.equals(Counts.NONE)) {
      minutes.note(Resolution.MINUTE.floor(clock.instant()), increment);
    }
    minutes.write();
  }

  private Counts counts() {
    return new Counts(
        inbound.accepted(),
        inbound.duplicates(),
        inbound.ignored(),
        inbound.rejected(),
        store.unavailable(),
        runs.ended(RunState.SUCCEEDED),
        runs.ended(RunState.FAILED),
        runs.ended(RunState.CANCELLED));
  }
}
