package drawbridge.operator.control;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Limits failed sign-ins by name. One address has ten attempts and then one in ten seconds; all
 * addresses together have a hundred and then one in two seconds. Successful sign-ins do not count.
 * Each node counts in memory.
 */
@ApplicationScoped
public class LoginThrottle {

  private static final int CLEANUP_SIZE = 10_000;
  private static final Limit PER_ADDRESS = new Limit(10, Duration.ofSeconds(10));
  private static final Limit PER_NAME = new Limit(100, Duration.ofSeconds(2));

  @Inject Clock clock;

  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  private record Limit(int burst, Duration refillInterval) {}

  private record Counter(Limit limit, Bucket bucket) {
    boolean isFull() {
      return bucket.getAvailableTokens() == limit.burst();
    }
  }

  /**
   * Counts an attempt before its check, so that concurrent attempts are all counted.
   *
   * @return 0 to continue; otherwise seconds to wait, and the attempt is not counted
   */
  long reserve(String name, String address) {
    for (Counter counter : counters(name, address)) {
      var probe = counter.bucket().estimateAbilityToConsume(1);
      if (!probe.canBeConsumed()) {
        return 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
      }
    }
    counters(name, address).forEach(counter -> counter.bucket().tryConsume(1));
    return 0;
  }

  /** Uncounts an attempt that was successful or not checked. */
  void release(String name, String address) {
    counters(name, address).forEach(counter -> counter.bucket().addTokens(1));
  }

  private List<Counter> counters(String name, String address) {
    if (counters.size() >= CLEANUP_SIZE) {
      counters.values().removeIf(Counter::isFull);
    }
    return List.of(counter(address + " " + name, PER_ADDRESS), counter(" " + name, PER_NAME));
  }

  private Counter counter(String key, Limit limit) {
    return counters.computeIfAbsent(key, each -> new Counter(limit, bucket(limit)));
  }

  private Bucket bucket(Limit limit) {
    return Bucket.builder()
        .addLimit(each -> each.capacity(limit.burst()).refillIntervally(1, limit.refillInterval()))
        .withCustomTimePrecision(new Time())
        .build();
  }

  private final class Time implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return TimeUnit.MILLISECONDS.toNanos(clock.millis());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
