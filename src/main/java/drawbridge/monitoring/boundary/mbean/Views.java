package drawbridge.monitoring.boundary.mbean;

import drawbridge.inbound.control.InboundCounters;
import drawbridge.monitoring.control.Figures;
import drawbridge.monitoring.control.Pulse;
import drawbridge.monitoring.control.RecentStanding;
import drawbridge.monitoring.control.Standing;
import drawbridge.run.entity.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The MXBeans over the figures; each attribute is read when somebody asks for it. */
final class Views {

  private static final double MILLIS = 1000.0;

  private Views() {}

  /** What came in. */
  record Inbound(Figures figures) implements InboundMXBean {
    @Override
    public long getAccepted() {
      return figures.inbound().accepted();
    }

    @Override
    public long getDuplicates() {
      return figures.inbound().duplicates();
    }

    @Override
    public long getConflicts() {
      return figures.inbound().conflicts();
    }

    @Override
    public long getRejected() {
      return figures.inbound().rejected();
    }

    @Override
    public Map<String, Long> getRejectedByReason() {
      Map<String, Long> reasons = new TreeMap<>();
      InboundCounters.REASONS.forEach(
          reason -> reasons.put(reason, figures.inbound().rejectedFor(reason)));
      return reasons;
    }

    @Override
    public long getUnavailable() {
      return figures.store().unavailable();
    }

    @Override
    public long getAcceptCount() {
      return figures.inbound().accepting().count();
    }

    @Override
    public double getAcceptSeconds() {
      return figures.inbound().accepting().seconds();
    }
  }

  /** Runs. */
  record Runs(Figures figures, RecentStanding standing) implements RunsMXBean {
    @Override
    public long getSucceeded() {
      return figures.runs().ended(RunState.SUCCEEDED);
    }

    @Override
    public long getFailed() {
      return figures.runs().ended(RunState.FAILED);
    }

    @Override
    public long getCancelled() {
      return figures.runs().ended(RunState.CANCELLED);
    }

    @Override
    public long getSteps() {
      return figures.runs().steps();
    }

    @Override
    public long getCallCount() {
      return figures.runs().calls().count();
    }

    @Override
    public double getCallSeconds() {
      return figures.runs().calls().seconds();
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
      return seen(Standing.View::due, -1L);
    }

    @Override
    public double getOldestDueSeconds() {
      return seen(view -> view.oldestDue().map(Views::seconds).orElse(0.0), -1.0);
    }

    private long unfinished(RunState state) {
      return seen(view -> view.unfinished().getOrDefault(state, 0L), -1L);
    }

    private <T> T seen(Function<Standing.View, T> figure, T otherwise) {
      return standing.read().map(figure).orElse(otherwise);
    }
  }

  /** This node at work. */
  record Dispatcher(Figures figures, Pulse pulse) implements DispatcherMXBean {
    @Override
    public String getNode() {
      return figures.runs().node();
    }

    @Override
    public long getActive() {
      return figures.runs().atWork();
    }

    @Override
    public int getConcurrency() {
      return figures.runs().concurrency();
    }

    @Override
    public long getRefused() {
      return figures.runs().refused();
    }

    @Override
    public long getTakenOver() {
      return figures.runs().takenOver();
    }

    @Override
    public double getSecondsSinceSweep() {
      return pulse.sinceSweep().map(Views::seconds).orElse(-1.0);
    }
  }

  private static double seconds(Duration length) {
    return length.toMillis() / MILLIS;
  }
}
