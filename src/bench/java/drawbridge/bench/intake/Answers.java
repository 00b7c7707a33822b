package drawbridge.bench.intake;

import drawbridge.bench.report.Latency;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * The results of one load.
 *
 * @param nanos response times from the scheduled time of each request
 * @param seconds until the last reply
 * @param refused requests without a success status
 * @param heldBackMillis total wait for free connections
 */
record Answers(Histogram nanos, double seconds, long refused, double heldBackMillis) {

  private static final double[] SHOWN = {
    0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 100
  };

  long count() {
    return nanos.getTotalCount();
  }

  /** Returns the number of accepted requests. */
  long accepted() {
    return count() - refused;
  }

  /** Returns accepted requests a second. */
  double perSecond() {
    return accepted() / seconds;
  }

  Latency latency(double offered) {
    List<Latency.Point> curve =
        DoubleStream.of(SHOWN).mapToObj(at -> new Latency.Point(at, millisAt(at))).toList();
    return new Latency(
        offered,
        count(),
        refused,
        millisAt(50),
        millisAt(99),
        millisAt(99.9),
        heldBackMillis,
        curve);
  }

  private double millisAt(double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e6;
  }
}
