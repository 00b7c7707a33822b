package drawbridge.run.control.work;

import drawbridge.run.control.Moves;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.bench.Workbench;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Shows that this node lives, and looks after runs that nobody works on: those of nodes that are
 * gone, and those that this node has lost sight of.
 */
final class Heartbeat {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final Duration BEAT = Duration.ofSeconds(1);

  private final Workbench bench;
  private final Nodes nodes;
  private final Moves moves;
  private final RunSettings settings;
  private Set<String> suspects = Set.of();
  private boolean ended;

  Heartbeat(Workbench bench, Nodes nodes, Moves moves, RunSettings settings) {
    this.bench = bench;
    this.nodes = nodes;
    this.moves = moves;
    this.settings = settings;
  }

  /** Beats once before it returns, and then for good. */
  void begin(ManagedScheduledExecutorService timer) {
    nodes.beat(bench.node());
    var unused =
        timer.scheduleWithFixedDelay(
            this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last one: from now on what the node still holds may be taken at once. */
  synchronized void end() {
    ended = true;
    nodes.leave(bench.node());
  }

  private synchronized void beat() {
    if (ended) {
      return;
    }
    try {
      nodes.beat(bench.node());
      releaseStrays();
      int taken = nodes.takeOver(settings.nodeTimeout());
      if (taken > 0) {
        LOG.log(
            System.Logger.Level.WARNING,
            "took {0} runs of nodes that are gone; they go on here or elsewhere",
            taken);
      }
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "no heartbeat: {0}; without one other nodes take the runs over",
          e.toString());
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
        moves.release(stray, bench.node());
      }
    }
    suspects = strays;
  }
}
