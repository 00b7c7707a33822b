package drawbridge.bench.report;

import java.util.List;

/**
 * The queue under a sustained load.
 *
 * @param offered requests a second, each with one run
 * @param secondsOfLoad duration of the load, with the lead-in
 * @param latency of the requests after the lead-in
 */
public record Backlog(double offered, double secondsOfLoad, Latency latency, List<Depth> depths) {

  /** The number of runs not yet started, this many seconds after the start of the load. */
  public record Depth(double seconds, long runs) {}

  /** Returns the maximum length of the queue. */
  public long longest() {
    return depths.stream().mapToLong(Depth::runs).max().orElse(0);
  }

  /** Returns the seconds until the queue was empty. */
  public double end() {
    return depths.stream().mapToDouble(Depth::seconds).max().orElse(1);
  }
}
