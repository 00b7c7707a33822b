package drawbridge.bench.report;

import java.util.List;

/**
 * How long requests took that came by the clock, in milliseconds from the time at which each was to
 * be sent.
 *
 * @param offered requests a second
 * @param requests that were sent: with less than a thousand, p99.9 is their slowest
 * @param refused of them; their time counts too
 * @param heldBackMillis for which requests found no connection free, all together; not in the
 *     percentiles if it is not 0
 */
public record Latency(
    double offered,
    long requests,
    long refused,
    double p50,
    double p99,
    double p999,
    double heldBackMillis,
    List<Point> curve) {

  /** Of a hundred requests, so many took at most so long. */
  public record Point(double percentile, double millis) {}
}
