package drawbridge.bench.report;

import java.util.List;

/**
 * The queue under a load that lasts.
 *
 * @param offered requests a second, each with one run
 * @param secondsOfLoad after that nothing came any more; with the lead-in
 * @param latency of the requests meanwhile, without those of the lead-in
 */
public record Backlog(double offered, double secondsOfLoad, Latency latency, List<Depth> depths) {

  /** So many runs that nobody had begun with, so many seconds after the load had begun. */
  public record Depth(double seconds, long runs) {}

  /** The longest that the queue was. */
  public long longest() {
    return depths.stream().mapToLong(Depth::runs).max().orElse(0);
  }

  /** Seconds until the queue was empty. */
  public double end() {
    return depths.stream().mapToDouble(Depth::seconds).max().orElse(1);
  }
}
