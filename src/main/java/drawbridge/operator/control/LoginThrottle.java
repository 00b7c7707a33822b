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
 * Slows down who guesses passwords. From one address a name may be wrong ten times, and then once
 * in ten seconds; from all addresses together a hundred times, and then once in two seconds.
 * Passwords that are right cost nothing. Counts on each node by itself and in memory: a flood
 * writes nothing.
 */
@ApplicationScoped
public class LoginThrottle {

  private static final int LOOKED_THROUGH_FROM = 10_000;
  private static final Limit OF_ONE_ADDRESS = new Limit(10, Duration.ofSeconds(10));
  private static final Limit OF_ALL = new Limit(100, Duration.ofSeconds(2));

  @Inject Clock clock;

  private final Map<String, Counter> counters = new ConcurrentHashMap<>();

  private record Limit(int burst, Duration oneMoreIn) {}

  private record Counter(Limit limit, Bucket bucket) {
    boolean isFull() {
      return bucket.getAvailableTokens() == limit.burst();
    }
  }

  /**
   * Counts a guess before it is looked at, so that those that come at once are all counted.
   *
   * @return seconds to wait, and the guess is not counted; 0 to go on
   */
  long begin(String name, String address) {
    for (Counter counter : counters(name, address)) {
      var probe = counter.bucket().estimateAbilityToConsume(1);
      if (!probe.canBeConsumed()) {
        return 1 + TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill());
      }
    }
    counters(name, address).forEach(counter -> counter.bucket().tryConsume(1));
    return 0;
  }

  /** The guess was right, or was not looked at. */
  void takeBack(String name, String address) {
    counters(name, address).forEach(counter -> counter.bucket().addTokens(1));
  }

  private List<Counter> counters(String name, String address) {
    if (counters.size() >= LOOKED_THROUGH_FROM) {
      counters.values().removeIf(Counter::isFull);
    }
    return List.of(counter(address + " " + name, OF_ONE_ADDRESS), counter(" " + name, OF_ALL));
  }

  private Counter counter(String key, Limit limit) {
    return counters.computeIfAbsent(key, each -> new Counter(limit, bucket(limit)));
  }

  private Bucket bucket(Limit limit) {
    return Bucket.builder()
        .addLimit(each -> each.capacity(limit.burst()).refillIntervally(1, limit.oneMoreIn()))
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
