package drawbridge.run.worker;

import drawbridge.platform.Recurring;
import drawbridge.platform.store.StartupRetry;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.control.RunCounters;
import drawbridge.run.control.RunQueue;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.Lane;
import drawbridge.run.slots.NodeMemory;
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
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Claims due runs and hands them to the executor: after the commit that began or queued them, and
 * in a periodic sweep. The table is the queue, so that a refusal of the executor loses no run.
 */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Dispatcher {

  private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
  private static final int MAX_CLAIM = 64;
  private static final Duration GRACE = Duration.ofSeconds(3);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject RunThreads threads;
  @EJB Ledger ledger;
  @EJB RunQueue queue;
  @EJB RunTransitions transitions;
  @Inject RunSlots slots;
  @Inject RunAwaiter awaiter;
  @Inject Heartbeat heartbeat;
  @Inject Runner runner;
  @Inject RunSettings settings;
  @Inject RunCounters counters;
  @Inject Clock clock;

  private final AtomicInteger signals = new AtomicInteger();
  private volatile boolean stopping;

  @PostConstruct
  void start() {
    counters.begin(slots.node(), settings.concurrency());
    StartupRetry.make(() -> heartbeat.begin(timer));
    slots.limit(new NodeMemory(settings.memoryBytes()));
    slots.open(settings.concurrency(), settings.concurrencyPerWorkflow());
    LOG.log(Level.INFO, "node {0}: started; it claims due runs", slots.node());
    Recurring.begin(timer, settings.sweep(), "sweep for due runs", this::sweep);
  }

  /**
   * Claims no further runs, waits for the current ones to end or park, ends the waits of replies,
   * and returns the remaining runs to their lanes. Blocks for a few seconds at most.
   */
  @PreDestroy
  void stop() {
    stopping = true;
    slots.close();
    try {
      slots.awaitEmpty(GRACE);
      awaiter.end(); // before the store is asked: it may be away, and connections close soon
      int left = slots.size();
      for (RunLease lease : slots.leases()) {
        if (transitions.handBack(lease)) {
          slots.cancel(List.of(lease.id())); // the run's thread must not write it as cancelled
        }
      }
      heartbeat.end();
      LOG.log(Level.INFO, "node {0}: stopped; other nodes continue {1} runs", slots.node(), left);
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "node {0}: cannot sign off: {1}; other nodes take over its runs after the timeout",
          slots.node(),
          e.toString());
    }
  }

  public void onQueued(Ledger.Queued queued) {
    slots.announce(queued.lanes(), queued.due());
    signal();
  }

  public void onBegun(Ledger.Begun begun) {
    for (RunLease lease : begun.runs()) {
      if (!execute(lease)) {
        LOG.log(
            Level.WARNING,
            "run {0}: the executor is full; the heartbeat returns the run to its lane",
            lease.id());
        heartbeat.checkSoon();
      }
    }
  }

  /** Frees the slots of runs after the rollback of the transaction that began them. */
  public void onNotBegun(Ledger.Begun begun) {
    slots.free(begun.runs());
    signalIfDue();
  }

  private void signalIfDue() {
    if (slots.hasDueLanes()) {
      signal();
    }
  }

  /** Requests a claim. Cheap; several signals lead to one claim. */
  private void signal() {
    if (!stopping && signals.getAndIncrement() == 0) {
      try {
        threads.execute(this::claimDueRuns);
      } catch (RejectedExecutionException e) {
        signals.set(0); // the sweep signals again
      }
    }
  }

  /** Signals when a wait ends before the next sweep. */
  private void signalAt(Lane lane, Instant due) {
    long millis = Math.max(0, Duration.between(clock.instant(), due).toMillis() + 1);
    if (millis < TimeUnit.MINUTES.toMillis(1)) {
      var unused =
          timer.schedule(
              () -> {
                slots.announce(List.of(lane), due);
                signal();
              },
              millis,
              TimeUnit.MILLISECONDS);
    }
  }

  private void claimDueRuns() {
    int seen;
    do {
      seen = signals.get();
      try {
        claimWhileFree();
      } catch (RuntimeException | Error e) { // otherwise signals stays set, and no claim follows
        LOG.log(Level.WARNING, "cannot claim due runs: {0}; the sweep will retry", e.toString());
      }
    } while (!signals.compareAndSet(seen, 0));
  }

  /** Claims from each lane in rotation, until no run is due, or no slot or thread is free. */
  private void claimWhileFree() {
    boolean isAccepted = true;
    while (isAccepted) {
      Optional<RunSlots.Reservation> reservation = slots.reserve(MAX_CLAIM);
      if (reservation.isEmpty()) {
        return;
      }
      for (RunLease lease : claim(reservation.get())) {
        isAccepted &= executeOrHandBack(lease);
      }
    }
  }

  private List<RunLease> claim(RunSlots.Reservation reservation) {
    RunQueue.Claimed claimed = new RunQueue.Claimed(List.of(), reservation.since());
    try {
      claimed =
          queue.claim(slots.node(), reservation.lane(), reservation.since(), reservation.slots());
      claimed.runs().forEach(slots::occupy);
    } finally {
      slots.settle(reservation, claimed.runs().size(), claimed.reached());
    }
    return claimed.runs();
  }

  private boolean executeOrHandBack(RunLease lease) {
    if (execute(lease)) {
      return true;
    }
    LOG.log(
        Level.WARNING,
        "run {0}: the executor is full; the run returns to its lane until the next sweep",
        lease.id());
    transitions.handBack(lease);
    return false;
  }

  /** Hands a run to the executor; frees its slot and returns false when the executor refuses. */
  private boolean execute(RunLease lease) {
    try {
      threads.execute(() -> executeNow(lease));
      return true;
    } catch (RejectedExecutionException e) {
      slots.free(List.of(lease));
      counters.refuse();
      return false;
    }
  }

  private void executeNow(RunLease lease) {
    boolean isEnded = false;
    try {
      if (stopping) {
        transitions.handBack(lease);
        return;
      }
      Runner.Result result = runner.execute(lease, () -> slots.isCancelled(lease));
      isEnded = result.isEnded();
      result.dueAt().ifPresent(due -> signalAt(Lane.ofStarted(lease.workflowId()), due));
    } finally {
      if (!isEnded) {
        slots.free(List.of(lease)); // the end writer frees the slots of ended runs
      }
      signalIfDue();
    }
  }

  /** Finds due runs and cancellations of which this node heard nothing. */
  void sweep() {
    counters.sweeping(clock.instant());
    try {
      slots.rescan(queue.lanes());
      signal();
      List<String> running = slots.leases().stream().map(RunLease::id).toList();
      if (!running.isEmpty()) {
        slots.cancel(ledger.cancelRequestsAmong(running));
      }
      counters.swept(clock.instant());
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "cannot sweep for due runs: {0}; will retry", e.toString());
    }
  }
}
