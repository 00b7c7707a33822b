package drawbridge.run.worker;

import drawbridge.platform.Recurring;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunSettings;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.slots.RunSlots;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Proves that this node is alive, and checks for runs that no node executes: runs of dead nodes,
 * and runs that the tables assign to this node without a lease here.
 *
 * <p>On PostgreSQL, a check reads the index entries of all runs that ended after the last vacuum.
 * So it happens every ten beats, and at the next beat only for a reason: another node is gone, the
 * last check found runs, the store did not answer, or the executor was full.
 */
@ApplicationScoped
public class Heartbeat {

  private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** Beats from one check to the next without a reason. */
  static final int BEATS_OF_A_CHECK = 10;

  @Inject RunSlots slots;
  @EJB Nodes nodes;
  @EJB RunTransitions transitions;
  @Inject RunSettings settings;

  private final AtomicBoolean hasReason = new AtomicBoolean(true);
  private Set<String> alive = Set.of();
  private Set<String> suspects = Set.of();
  private int beatsSinceCheck;
  private boolean ended;

  /** Beats once before it returns, and then every second. */
  void begin(ManagedScheduledExecutorService timer) {
    nodes.beat(slots.node());
    Recurring.begin(timer, BEAT, "heartbeat", this::beat);
  }

  void checkSoon() {
    hasReason.set(true);
  }

  /** Stops beating, and lets other nodes take over this node's runs at once. */
  synchronized void end() {
    ended = true;
    nodes.signOff(slots.node());
  }

  synchronized void beat() {
    if (ended) {
      return;
    }
    try {
      nodes.beat(slots.node());
      if (isTimeToCheck()) {
        check();
      }
    } catch (RuntimeException | Error e) {
      checkSoon();
      LOG.log(
          Level.WARNING,
          "node {0}: no heartbeat: {1}; will retry, other nodes take over its runs after {2}",
          slots.node(),
          e.toString(),
          settings.nodeTimeout());
    }
  }

  private boolean isTimeToCheck() {
    Set<String> before = alive;
    alive = nodes.alive(settings.nodeTimeout());
    boolean isOneGone = !alive.containsAll(before);
    return hasReason.getAndSet(false) || ++beatsSinceCheck >= BEATS_OF_A_CHECK || isOneGone;
  }

  private void check() {
    beatsSinceCheck = 0;
    releaseStrays();
    int taken = nodes.takeOver(settings.nodeTimeout());
    if (taken > 0) {
      LOG.log(Level.WARNING, "nodes are gone: {0} of their runs return to their lanes", taken);
    }
    if (taken > 0 || !suspects.isEmpty()) {
      checkSoon();
    }
  }

  /** Releases runs without a lease that two checks in a row have found, such as after an outage. */
  private void releaseStrays() {
    Set<String> strays = new HashSet<>(nodes.heldBy(slots.node()));
    slots.leases().forEach(lease -> strays.remove(lease.id()));
    for (String stray : strays) {
      if (suspects.contains(stray)) {
        LOG.log(
            Level.WARNING, "run {0}: held without being executed; it returns to its lane", stray);
        transitions.release(stray, slots.node());
      }
    }
    suspects = strays;
  }
}
