package drawbridge.run.control.work;

import drawbridge.platform.Ids;
import drawbridge.platform.store.FirstContact;
import drawbridge.run.control.Claimed;
import drawbridge.run.control.Lane;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.Moves;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunFigures;
import drawbridge.run.control.RunQueue;
import drawbridge.run.control.RunSettings;
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
import jakarta.enterprise.event.TransactionPhase;
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
 * Hands due runs to the executor: at once after the commit that queued them, and by a sweep for
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
  @Inject Ledger ledger;
  @Inject RunQueue queue;
  @Inject Moves moves;
  @Inject Nodes nodes;
  @Inject Runner runner;
  @Inject RunSettings settings;
  @Inject RunFigures figures;
  @Inject Clock clock;

  private final String node = Ids.next(System.currentTimeMillis());
  private final Workbench bench = new Workbench();
  private final Turns turns = new Turns();
  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean stopping;
  private @Nullable Heartbeat heartbeat;

  @PostConstruct
  void start() {
    Heartbeat beating = new Heartbeat(node, bench, nodes, ledger, moves, settings);
    heartbeat = beating;
    figures.begin(node, settings.concurrency());
    FirstContact.make(() -> beating.begin(timer));
    LOG.log(System.Logger.Level.INFO, "this is node {0}", node);
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
  private void giveBack(Claimed claimed) {
    if (moves.handBack(claimed)) {
      bench.cancel(List.of(claimed.id()));
    }
  }

  /** How the table of nodes calls this one. */
  String node() {
    return node;
  }

  /** Hears of queued runs after their commit. */
  public void onQueued(@Observes(during = TransactionPhase.AFTER_SUCCESS) Ledger.Queued queued) {
    turns.add(queued.lanes());
    signal();
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
                turns.add(List.of(lane));
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
    for (Optional<Lane> lane = next(); lane.isPresent(); lane = next()) {
      int most = Math.min(TAKEN_AT_ONCE, room(lane.get()));
      List<Claimed> taken = queue.take(node, lane.get(), most);
      if (taken.size() == most) {
        turns.add(List.of(lane.get()));
      }
      boolean all = true;
      for (Claimed claimed : taken) {
        all &= work(claimed);
      }
      if (!all) {
        return;
      }
    }
  }

  private Optional<Lane> next() {
    return stopping ? Optional.empty() : turns.next(lane -> room(lane) > 0);
  }

  /** How many more runs of a lane this node may work on. */
  private int room(Lane lane) {
    return Math.min(
        settings.concurrency() - bench.size(),
        settings.concurrencyPerWorkflow() - bench.size(lane.workflowId()));
  }

  private boolean work(Claimed claimed) {
    take(claimed);
    try {
      threads.execute(() -> workNow(claimed));
      return true;
    } catch (RejectedExecutionException e) {
      leave(claimed);
      figures.refuse();
      LOG.log(
          System.Logger.Level.WARNING,
          "run {0}: the executor is full; it waits, and the sweep looks again",
          claimed.id());
      moves.handBack(claimed);
      return false;
    }
  }

  private void take(Claimed claimed) {
    bench.take(claimed);
    figures.take();
  }

  private void leave(Claimed claimed) {
    bench.leave(claimed);
    figures.leave();
  }

  private void workNow(Claimed claimed) {
    try {
      if (stopping) {
        moves.handBack(claimed);
        return;
      }
      runner
          .work(claimed, () -> bench.isCancelled(claimed))
          .ifPresent(due -> signalAt(claimed.lane(), due));
    } finally {
      leave(claimed);
      if (!turns.isEmpty()) { // there may have been no room for them
        signal();
      }
    }
  }

  /** Looks for what nobody told this node of. */
  void sweep() {
    figures.sweeping(clock.instant());
    try {
      turns.add(queue.lanes());
      signal();
      if (bench.size() > 0) {
        cancel(ledger.cancelRequests(node));
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
