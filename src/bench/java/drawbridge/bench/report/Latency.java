package drawbridge.bench.report;

import java.util.List;

/**
 * Response times of an open load, in milliseconds from the scheduled time of each request.
 *
 * @param offered requests a second
 * @param requests number sent; with fewer than a thousand, p99.9 is the maximum
 * @param refused number of refused requests; their times are included
 * @param heldBackMillis total wait of requests for a free connection; excluded from the percentiles
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

  /** The time within which this percentage of requests was answered. */
  public record Point(double percentile, double millis) {}
}
