package drawbridge.platform;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A histogram of durations since the start. It is cheap enough for every request, and the buckets
 * of several nodes can be added. Thread safe.
 */
public final class Latency {

  private static final long[] MOST_NANOS =
      LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
          .map(TimeUnit.MILLISECONDS::toNanos)
          .toArray();

  /** The upper bounds of the buckets, in seconds; one more bucket counts longer durations. */
  public static final List<Double> BOUNDS =
      LongStream.of(MOST_NANOS).mapToObj(Latency::seconds).toList();

  private final LongAdder[] buckets =
      Stream.generate(LongAdder::new).limit(MOST_NANOS.length + 1L).toArray(LongAdder[]::new);

  private final LongAdder nanos = new LongAdder();

  /** Adds a duration. */
  public void add(long tookNanos) {
    int bucket = 0;
    while (bucket < MOST_NANOS.length && tookNanos > MOST_NANOS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    nanos.add(tookNanos);
  }

  /** Returns the number of durations. */
  public long count() {
    return upTo(MOST_NANOS.length);
  }

  /** Returns the number of durations up to a bound, given by its index in {@link #BOUNDS}. */
  public long upTo(int bound) {
    long sum = 0;
    for (int bucket = 0; bucket <= bound; bucket++) {
      sum += buckets[bucket].sum();
    }
    return sum;
  }

  /** Returns the sum of all durations, in seconds. */
  public double seconds() {
    return seconds(nanos.sum());
  }

  private static double seconds(long nanos) {
    return nanos / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
