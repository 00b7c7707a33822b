package drawbridge.run.worker;

import drawbridge.platform.store.StartupRetry;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunCounters;
import drawbridge.run.control.RunQueue;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.RunLease;
import drawbridge.run.slots.RunSlots;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Hands due runs to the executor: after the commit that began or queued them, and by a sweep for
 * what was left behind. The table is the queue, so nothing is lost when the executor refuses, and
 * what this node may work on at once is bounded.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Dispatcher {

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final int TAKEN_AT_ONCE = 64;
  private static final Duration GRACE = Duration.ofSeconds(3);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RunThreads threads;
  @EJB Ledger ledger;
  @EJB RunQueue queue;
  @EJB RunTransitions transitions;
  @EJB Nodes nodes;
  @Inject RunSlots bench;
  @Inject Runner runner;
  @Inject RunSettings settings;
  @Inject RunCounters figures;
  @Inject Clock clock;

  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean stopping;
  private @Nullable Heartbeat heartbeat;

  @PostConstruct
  void start() {
    Heartbeat beating = new Heartbeat(bench, nodes, transitions, settings);
    heartbeat = beating;
    figures.begin(bench.node(), settings.concurrency());
    StartupRetry.make(() -> beating.begin(timer));
    bench.open(settings.concurrency(), settings.concurrencyPerWorkflow());
    LOG.log(System.Logger.Level.INFO, "this is node {0}", bench.node());
    long sweep = settings.sweep().toMillis();
    var unusedSweeps =
        timer.scheduleWithFixedDelay(this::sweep, sweep, sweep, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes nothing more, lets what is short park or end, and gives back the rest: other nodes go on
   * with it at once. Blocks for a few seconds at most.
   */
  @PreDestroy
  void stop() {
    stopping = true;
    bench.close();
    try {
      bench.awaitEmpty(GRACE);
      int left = bench.size();
      bench.runs().forEach(this::giveBack);
      Objects.requireNonNull(heartbeat).end();
      LOG.log(System.Logger.Level.INFO, "the node signed off; {0} runs go on elsewhere", left);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the node could not sign off; its runs are taken over after the timeout: {0}",
          e.toString());
    }
  }

  /**
   * Its thread here is told to stop only when it cannot write any more: it would cancel the run.
   */
  private void giveBack(RunLease lease) {
    if (transitions.handBack(lease)) {
      bench.cancel(List.of(lease.id()));
    }
  }

  /** Hears of queued runs after their commit. */
  public void onQueued(Ledger.Queued queued) {
    bench.look(queued.lanes(), queued.due());
    signal();
  }

  /** Works on runs that were begun as they were opened, after the commit. */
  public void onBegun(Ledger.Begun begun) {
    for (RunLease lease : begun.runs()) {
      if (!work(lease)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "run {0}: the executor is full; the heartbeat gives it back",
            lease.id());
        Objects.requireNonNull(heartbeat).lookSoon();
      }
    }
  }

  /** Lets go of runs that were not opened after all. */
  public void onNotBegun(Ledger.Begun begun) {
    begun.runs().forEach(bench::leave);
    signalIfSomebodyWaits();
  }

  /** There may have been no room for them. */
  private void signalIfSomebodyWaits() {
    if (bench.hasTurns()) {
      signal();
    }
  }

  /** Somebody should look into the open lanes; cheap, and several signals are one look. */
  private void signal() {
    if (!stopping && signals.getAndIncrement() == 0) {
      try {
        threads.execute(this::takeDueRuns);
      } catch (RejectedExecutionException e) {
        signals.set(0); // the sweep looks soon
      }
    }
  }

  /** Looks into the lane when the time comes: for waits that end before the next sweep. */
  private void signalAt(Lane lane, Instant due) {
    long millis = Math.max(0, Duration.between(clock.instant(), due).toMillis() + 1);
    if (millis < TimeUnit.MINUTES.toMillis(1)) {
      var unused =
          timer.schedule(
              () -> {
                bench.look(List.of(lane), due);
                signal();
              },
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  /** Tells runs that this node works on to stop; others hear of it through their rows. */
  public void cancel(List<String> runs) {
    bench.cancel(runs);
  }

  private void takeDueRuns() {
    int seen;
    do {
      seen = signals.get();
      try {
        takeWhileFree();
      } catch (RuntimeException
          | Error e) { // whatever it is: one that leaves here stops us for good
        LOG.log(
            System.Logger.Level.WARNING,
            "due runs could not be taken; the sweep tries again: {0}",
            e.toString());
      }
    } while (!signals.compareAndSet(seen, 0));
  }

  /** One look into each lane that has room, in turn, until nothing is due or there is no room. */
  private void takeWhileFree() {
    boolean all = true;
    while (all) {
      Optional<RunSlots.Turn> turn = bench.next(TAKEN_AT_ONCE);
      if (turn.isEmpty()) {
        return;
      }
      for (RunLease lease : take(turn.get())) {
        all &= workOrHandBack(lease);
      }
    }
  }

  private List<RunLease> take(RunSlots.Turn turn) {
    RunQueue.Taken taken = new RunQueue.Taken(List.of(), turn.since());
    try {
      taken = queue.take(bench.node(), turn.lane(), turn.since(), turn.places());
      taken.runs().forEach(bench::take);
    } finally {
      bench.end(turn, taken.runs().size(), taken.reached());
    }
    return taken.runs();
  }

  private boolean workOrHandBack(RunLease lease) {
    if (work(lease)) {
      return true;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "run {0}: the executor is full; it waits, and the sweep looks again",
        lease.id());
    transitions.handBack(lease);
    return false;
  }

  /** Has a thread work on a run that was taken; false, and it is let go of, when there is none. */
  private boolean work(RunLease lease) {
    figures.take();
    try {
      threads.execute(() -> workNow(lease));
      return true;
    } catch (RejectedExecutionException e) {
      leave(lease);
      figures.refuse();
      return false;
    }
  }

  private void leave(RunLease lease) {
    bench.leave(lease);
    figures.leave();
  }

  private void workNow(RunLease lease) {
    try {
      if (stopping) {
        transitions.handBack(lease);
        return;
      }
      runner
          .work(lease, () -> bench.isCancelled(lease))
          .ifPresent(due -> signalAt(lease.lane(), due));
    } finally {
      leave(lease);
      signalIfSomebodyWaits();
    }
  }

  /** Looks for what nobody told this node of. */
  void sweep() {
    figures.sweeping(clock.instant());
    try {
      bench.lookAgain(queue.lanes());
      signal();
      List<String> atWork = bench.runs().stream().map(RunLease::id).toList();
      if (!atWork.isEmpty()) {
        cancel(ledger.cancelRequestsAmong(atWork));
      }
      figures.swept(clock.instant());
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the sweep could not look into the table; the next one tries again: {0}",
          e.toString());
    }
  }
}
