package drawbridge.admin.control.list;

import drawbridge.monitoring.control.ClusterStatus;
import drawbridge.monitoring.control.Tallies;
import drawbridge.monitoring.entity.Counts;
import drawbridge.monitoring.entity.Resolution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads what all workspaces did in a recent period, and the status of the cluster. */
@ApplicationScoped
public class Activity {

  @Inject Tallies tallies;
  @Inject ClusterStatus status;
  @Inject Clock clock;

  /**
   * The activity of a period that ends now.
   *
   * @param points counts in order of time, never empty
   * @param counts the sums of the points
   * @param cluster nodes and unfinished runs now
   */
  public record Report(List<Tallies.Point> points, Counts counts, ClusterStatus.View cluster) {

    public Report {
      points = List.copyOf(points);
    }

    /** Returns the start of the period. */
    public Instant since() {
      return points.get(0).begin();
    }
  }

  /** Returns the activity of the last {@code period}. Reads the store at each call. */
  public Report of(Duration period, Resolution resolution) {
    Instant now = clock.instant();
    List<Tallies.Point> points = tallies.series(now.minus(period), now, resolution);
    Counts sum = points.stream().map(Tallies.Point::counts).reduce(Counts.NONE, Counts::plus);
    return new Report(points, sum, status.read());
  }
}
