package drawbridge.console.boundary;

import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.Tallies;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The overview: what came in, how runs ended, and how the house stands, of all workspaces. */
@Named("overview")
@RequestScoped
public class OverviewPage {

  @Inject Tallies tallies;
  @Inject ClusterStatus status;
  @Inject PageQuery address;
  @Inject Clock clock;

  private ClusterStatus.@Nullable View seen;
  private @Nullable List<Tallies.Point> read;

  /** How far the reader looks back. */
  public enum Reach {
    HOUR("Last hour", Duration.ofHours(1), Resolution.MINUTE),
    DAY("Last day", Duration.ofDays(1), Resolution.HOUR),
    WEEK("Last week", Duration.ofDays(7), Resolution.HOUR);

    private final String label;
    private final Duration length;
    private final Resolution resolution;

    Reach(String label, Duration length, Resolution resolution) {
      this.label = label;
      this.length = length;
      this.resolution = resolution;
    }

    public String getLabel() {
      return label;
    }

    /** As the address writes it. */
    public String getName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public List<Reach> getReaches() {
    return List.of(Reach.values());
  }

  /** What the address asks for; the last hour otherwise. */
  public Reach getReach() {
    Optional<String> asked = address.text("reach");
    return getReaches().stream()
        .filter(reach -> asked.filter(reach.getName()::equals).isPresent())
        .findFirst()
        .orElse(Reach.HOUR);
  }

  /** Since when the figures count. */
  public Instant getSince() {
    return points().get(0).begin();
  }

  /** The sums over that time. */
  public Counts getCounts() {
    return points().stream().map(Tallies.Point::counts).reduce(Counts.NONE, Counts::plus);
  }

  /** Whether anything at all happened in that time. */
  public boolean isEventful() {
    return !getCounts().equals(Counts.NONE);
  }

  /** What came in, for Chart.js. */
  public String getArrivals() {
    return new StackedBars(points())
        .with("Accepted", "accent", Counts::accepted)
        .with("Duplicate", "line-strong", Counts::duplicate)
        .with("Rejected", "warn", Counts::rejected)
        .toJson();
  }

  /** How runs ended, for Chart.js. */
  public String getEndings() {
    return new StackedBars(points())
        .with("Succeeded", "good", Counts::succeeded)
        .with("Failed", "bad", Counts::failed)
        .with("Cancelled", "line-strong", Counts::cancelled)
        .toJson();
  }

  /** How the house stands now. */
  public ClusterStatus.View getStanding() {
    ClusterStatus.View view = seen;
    if (view == null) {
      view = status.look();
      seen = view;
    }
    return view;
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

  /** How long the oldest of the runs has waited that could go on now; null when none waits. */
  public @Nullable String getOldest() {
    return getStanding().oldestDue().map(Format::inWords).orElse(null);
  }

  private long unfinished(RunState state) {
    return getStanding().unfinished().getOrDefault(state, 0L);
  }

  private List<Tallies.Point> points() {
    List<Tallies.Point> points = read;
    if (points == null) {
      Instant now = clock.instant();
      Reach reach = getReach();
      points = tallies.series(now.minus(reach.length), now, reach.resolution);
      read = points;
    }
    return points;
  }
}
