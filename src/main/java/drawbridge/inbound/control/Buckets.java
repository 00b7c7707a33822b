package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.entity.RateLimitDecision;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The token buckets of one policy, one for each of those that it limits. A bucket that is full
 * again is as good as a new one, and is thrown away when there are many: what is kept is as many as
 * come at the same time. Thread safe.
 */
final class Buckets {

  private static final int LOOKED_THROUGH_FROM = 1_000;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String policy;
  private final TimeMeter time;
  private final Map<String, Limit> limits = new ConcurrentHashMap<>();
  private volatile int lookedThroughAt = LOOKED_THROUGH_FROM;

  Buckets(String policy, TimeMeter time) {
    this.policy = policy;
    this.time = time;
  }

  private record Limit(Rate rate, Bucket bucket) {
    boolean isFull() {
      return bucket.getAvailableTokens() == rate.burst();
    }
  }

  /**
   * Takes a token, or says how long to wait for one. Another rate than the last time begins with a
   * full bucket.
   *
   * @return empty where nothing is limited
   */
  Optional<RateLimitDecision.Share> take(String key, Rate rate) {
    if (rate.isUnlimited()) {
      return Optional.empty();
    }
    ConsumptionProbe probe = limit(key, rate).bucket.tryConsumeAndReturnRemaining(1);
    long wait =
        probe.isConsumed()
            ? 0
            : Math.max(1, (probe.getNanosToWaitForRefill() + SECOND - 1) / SECOND);
    return Optional.of(new RateLimitDecision.Share(policy, rate, probe.getRemainingTokens(), wait));
  }

  /** A token that was taken was not used. */
  void giveBack(String key) {
    Limit limit = limits.get(key);
    if (limit != null) {
      limit.bucket.addTokens(1);
    }
  }

  /** How many are kept. */
  int size() {
    return limits.size();
  }

  private Limit limit(String key, Rate rate) {
    Limit known = limits.get(key);
    if (known != null && known.rate.equals(rate)) {
      return known;
    }
    if (limits.size() >= lookedThroughAt) {
      limits.values().removeIf(Limit::isFull);
      lookedThroughAt = Math.max(LOOKED_THROUGH_FROM, 2 * limits.size());
    }
    return limits.compute(
        key, (each, now) -> now != null && now.rate.equals(rate) ? now : full(rate));
  }

  private Limit full(Rate rate) {
    Bucket bucket =
        Bucket.builder()
            .addLimit(
                limit ->
                    limit
                        .capacity(rate.burst())
                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1)))
            .withCustomTimePrecision(time)
            .build();
    return new Limit(rate, bucket);
  }
}
