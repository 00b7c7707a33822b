package drawbridge.console.boundary;

import drawbridge.admin.control.list.Activity;
import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The overview of all workspaces: requests, ended runs, the queue and the nodes. */
@Named("overview")
@RequestScoped
public class OverviewPage {

  @Inject Activity activity;
  @Inject PageQuery query;

  private Activity.@Nullable Report report;

  /** The period of the figures and charts. */
  public enum Period {
    HOUR("Last hour", Duration.ofHours(1), Resolution.MINUTE),
    DAY("Last day", Duration.ofDays(1), Resolution.HOUR),
    WEEK("Last week", Duration.ofDays(7), Resolution.HOUR);

    private final String label;
    private final Duration length;
    private final Resolution resolution;

    Period(String label, Duration length, Resolution resolution) {
      this.label = label;
      this.length = length;
      this.resolution = resolution;
    }

    public String getLabel() {
      return label;
    }

    /** Returns the value of the query parameter {@code reach}. */
    public String getName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public List<Period> getPeriods() {
    return List.of(Period.values());
  }

  /** Returns the requested period; the last hour by default. */
  public Period getPeriod() {
    Optional<String> requested = query.text("reach");
    return getPeriods().stream()
        .filter(period -> requested.filter(period.getName()::equals).isPresent())
        .findFirst()
        .orElse(Period.HOUR);
  }

  /** Returns the start of the period. */
  public Instant getSince() {
    return report().since();
  }

  /** Returns the sums of the period. */
  public Counts getCounts() {
    return report().counts();
  }

  /** Returns whether any count of the period is above 0. */
  public boolean isActive() {
    return !getCounts().equals(Counts.NONE);
  }

  /** Returns the chart of received requests for Chart.js. */
  public String getRequestsChart() {
    return new StackedBars(report().points())
        .with("Accepted", "accent", Counts::accepted)
        .with("Duplicate", "line-strong", Counts::duplicate)
        .with("Rejected", "warn", Counts::rejected)
        .toJson();
  }

  /** Returns the chart of ended runs for Chart.js. */
  public String getRunsChart() {
    return new StackedBars(report().points())
        .with("Succeeded", "good", Counts::succeeded)
        .with("Failed", "bad", Counts::failed)
        .with("Cancelled", "line-strong", Counts::cancelled)
        .toJson();
  }

  /** Returns nodes and unfinished runs now. */
  public ClusterStatus.View getCluster() {
    return report().cluster();
  }

  public long getRunning() {
    return unfinished(RunState.RUNNING);
  }

  public long getQueued() {
    return unfinished(RunState.QUEUED);
  }

  public long getWaiting() {
    return unfinished(RunState.WAITING);
  }

  /** Returns how long the oldest due run has waited for a node; null when no run is due. */
  public @Nullable String getLongestWait() {
    return getCluster().oldestDue().map(Format::duration).orElse(null);
  }

  private long unfinished(RunState state) {
    return getCluster().unfinished().getOrDefault(state, 0L);
  }

  private Activity.Report report() {
    Activity.Report known = report;
    if (known == null) {
      Period period = getPeriod();
      known = activity.of(period.length, period.resolution);
      report = known;
    }
    return known;
  }
}
