package drawbridge.monitoring.boundary.mbean;

import drawbridge.inbound.control.InboundCounters;
import drawbridge.monitoring.control.CachedClusterStatus;
import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.Counters;
import drawbridge.monitoring.control.DispatcherHealth;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The MXBeans. Each attribute reads the current counters. */
final class MBeanViews {

  private static final double MILLIS = 1000.0;

  private MBeanViews() {}

  /** Received webhooks. */
  record Inbound(Counters counters) implements InboundMXBean {
    @Override
    public long getAccepted() {
      return counters.inbound().accepted();
    }

    @Override
    public long getDuplicates() {
      return counters.inbound().duplicates();
    }

    @Override
    public long getConflicts() {
      return counters.inbound().conflicts();
    }

    @Override
    public long getRejected() {
      return counters.inbound().rejected();
    }

    @Override
    public Map<String, Long> getRejectedByReason() {
      Map<String, Long> reasons = new TreeMap<>();
      InboundCounters.REASONS.forEach(
          reason -> reasons.put(reason, counters.inbound().rejectedFor(reason)));
      return reasons;
    }

    @Override
    public long getUnavailable() {
      return counters.store().unavailable();
    }

    @Override
    public long getAcceptCount() {
      return counters.inbound().accepting().count();
    }

    @Override
    public double getAcceptSeconds() {
      return counters.inbound().accepting().seconds();
    }
  }

  /** Runs. */
  record Runs(Counters counters, CachedClusterStatus cluster) implements RunsMXBean {
    @Override
    public long getSucceeded() {
      return counters.runs().ended(RunState.SUCCEEDED);
    }

    @Override
    public long getFailed() {
      return counters.runs().ended(RunState.FAILED);
    }

    @Override
    public long getCancelled() {
      return counters.runs().ended(RunState.CANCELLED);
    }

    @Override
    public long getSteps() {
      return counters.runs().steps();
    }

    @Override
    public long getCallCount() {
      return counters.runs().calls().count();
    }

    @Override
    public double getCallSeconds() {
      return counters.runs().calls().seconds();
    }

    @Override
    public long getQueued() {
      return unfinished(RunState.QUEUED);
    }

    @Override
    public long getRunning() {
      return unfinished(RunState.RUNNING);
    }

    @Override
    public long getWaiting() {
      return unfinished(RunState.WAITING);
    }

    @Override
    public long getDue() {
      return ofCluster(ClusterStatus.View::due, -1L);
    }

    @Override
    public double getOldestDueSeconds() {
      return ofCluster(view -> view.oldestDue().map(MBeanViews::seconds).orElse(0.0), -1.0);
    }

    private long unfinished(RunState state) {
      return ofCluster(view -> view.unfinished().getOrDefault(state, 0L), -1L);
    }

    private <T> T ofCluster(Function<ClusterStatus.View, T> value, T otherwise) {
      return cluster.read().map(value).orElse(otherwise);
    }
  }

  /** The dispatcher of this node. */
  record Dispatcher(Counters counters, DispatcherHealth health) implements DispatcherMXBean {
    @Override
    public String getNode() {
      return counters.runs().node();
    }

    @Override
    public long getActive() {
      return counters.runs().atWork();
    }

    @Override
    public int getConcurrency() {
      return counters.runs().concurrency();
    }

    @Override
    public long getRefused() {
      return counters.runs().refused();
    }

    @Override
    public long getTakenOver() {
      return counters.runs().takenOver();
    }

    @Override
    public double getSecondsSinceSweep() {
      return health.sinceSweep().map(MBeanViews::seconds).orElse(-1.0);
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / MILLIS;
  }
}
