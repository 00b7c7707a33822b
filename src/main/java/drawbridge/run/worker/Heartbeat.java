package drawbridge.run.worker;

import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.RunSlots;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Shows that this node lives, and looks after runs that nobody works on: those of nodes that are
 * gone, and those that this node has lost sight of.
 *
 * <p>A look reads, on PostgreSQL, what runs have left in an index since its last vacuum. So it is
 * made when there is a reason: another node is gone, the last look found something, the store did
 * not answer, the executor was full; and every ten beats for what has none.
 */
final class Heartbeat {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Beats from one look to the next when nothing happens. */
  static final int BEATS_OF_A_LOOK = 10;

  private final RunSlots bench;
  private final Nodes nodes;
  private final RunTransitions transitions;
  private final RunSettings settings;
  private final AtomicBoolean reason = new AtomicBoolean(true);
  private Set<String> alive = Set.of();
  private Set<String> suspects = Set.of();
  private int beatsSinceLook;
  private boolean ended;

  Heartbeat(RunSlots bench, Nodes nodes, RunTransitions transitions, RunSettings settings) {
    this.bench = bench;
    this.nodes = nodes;
    this.transitions = transitions;
    this.settings = settings;
  }

  /** Beats once before it returns, and then for good. */
  void begin(ManagedScheduledExecutorService timer) {
    nodes.beat(bench.node());
    var unused =
        timer.scheduleWithFixedDelay(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The next beat looks: somebody knows of a run that nobody works on. */
  void lookSoon() {
    reason.set(true);
  }

  /** The last one: from now on what the node still holds may be taken at once. */
  synchronized void end() {
    ended = true;
    nodes.leave(bench.node());
  }

  synchronized void beat() {
    if (ended) {
      return;
    }
    try {
      nodes.beat(bench.node());
      if (isTimeToLook()) {
        look();
      }
    } catch (RuntimeException e) {
      lookSoon();
      LOG.log(
          System.Logger.Level.WARNING,
          "no heartbeat: {0}; without one other nodes take the runs over",
          e.toString());
    }
  }

  private boolean isTimeToLook() {
    Set<String> before = alive;
    alive = nodes.alive(settings.nodeTimeout());
    boolean isMissed = !alive.containsAll(before);
    return reason.getAndSet(false) || ++beatsSinceLook >= BEATS_OF_A_LOOK || isMissed;
  }

  private void look() {
    beatsSinceLook = 0;
    releaseStrays();
    int taken = nodes.takeOver(settings.nodeTimeout());
    if (taken > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "took {0} runs of nodes that are gone; they go on here or elsewhere",
          taken);
    }
    if (taken > 0 || !suspects.isEmpty()) {
      lookSoon();
    }
  }

  /**
   * Runs that the ledger calls ours and nobody works on, twice in a row: the store was away when
   * they ended.
   */
  private void releaseStrays() {
    Set<String> strays = new HashSet<>(nodes.heldBy(bench.node()));
    bench.runs().forEach(run -> strays.remove(run.id()));
    for (String stray : strays) {
      if (suspects.contains(stray)) {
        LOG.log(
            System.Logger.Level.WARNING,
            "run {0} was left behind; it goes back into the queue",
            stray);
        transitions.release(stray, bench.node());
      }
    }
    suspects = strays;
  }
}
