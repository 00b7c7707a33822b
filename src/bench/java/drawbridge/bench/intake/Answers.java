package drawbridge.bench.intake;

import drawbridge.bench.report.Latency;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/**
 * What became of the requests of one load.
 *
 * @param nanos from the time at which each was to be sent
 * @param seconds until the last was answered
 * @param refused of them, with a status that is no success
 * @param heldBackMillis for which requests found no connection free, all together
 */
record Answers(Histogram nanos, double seconds, long refused, double heldBackMillis) {

  private static final double[] SHOWN = {
    0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 100
  };

  long count() {
    return nanos.getTotalCount();
  }

  /** Requests that were taken. */
  long taken() {
    return count() - refused;
  }

  /** Requests that were taken. */
  double perSecond() {
    return taken() / seconds;
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
