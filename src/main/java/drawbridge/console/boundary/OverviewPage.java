package drawbridge.console.boundary;

import drawbridge.admin.control.list.Activity;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The overview of all workspaces: requests, ended runs, the queue and the nodes. */
@Named("overview")
@RequestScoped
public class OverviewPage {

  @Inject Activity activity;
  @Inject PageContext context;

  private final Lazy<Activity.Report> report =
      new Lazy<>(() -> activity.of(getPeriod().length, getPeriod().resolution));

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
    Optional<String> requested = context.parameter("reach");
    return getPeriods().stream()
        .filter(period -> requested.filter(period.getName()::equals).isPresent())
        .findFirst()
        .orElse(Period.HOUR);
  }

  /** Returns the counts of the period, and nodes and unfinished runs now. */
  public Activity.Report getReport() {
    return report.get();
  }

  /** Returns whether any count of the period is above 0. */
  public boolean isActive() {
    return !report.get().counts().equals(Counts.NONE);
  }

  /** Returns the chart of received requests for Chart.js. */
  public String getRequestsChart() {
    return new StackedBars(report.get().points())
        .with("Accepted", "accent", Counts::accepted)
        .with("Duplicate", "line-strong", Counts::duplicate)
        .with("Ignored", "quiet", Counts::ignored)
        .with("Rejected", "warn", Counts::rejected)
        .toJson();
  }

  /** Returns the chart of ended runs for Chart.js. */
  public String getRunsChart() {
    return new StackedBars(report.get().points())
        .with("Succeeded", "good", Counts::succeeded)
        .with("Failed", "bad", Counts::failed)
        .with("Cancelled", "line-strong", Counts::cancelled)
        .toJson();
  }

  /** Returns the number of unfinished runs in a state. */
  public long unfinished(RunState state) {
    return report.get().cluster().unfinished().getOrDefault(state, 0L);
  }

  /** Returns how long the oldest due run has waited for a node; null when no run is due. */
  public @Nullable String getLongestWait() {
    return report.get().cluster().oldestDue().map(Format::duration).orElse(null);
  }
}
