package drawbridge.inbound.control.limit;

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
 * The token buckets of one policy, by the id of the workspace or trigger that they limit. Removes
 * full buckets when there are many and every hour, since a full bucket equals a new one. Thread
 * safe.
 */
final class Buckets {

  private static final int CLEANED_FROM = 1_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final String policy;
  private final TimeMeter time;
  private final Map<String, Limit> limits = new ConcurrentHashMap<>();
  private volatile int cleanedFrom = CLEANED_FROM;
  private volatile long cleanedAt;

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
   * Takes a token, or returns the wait for one. A changed rate starts with a full bucket.
   *
   * @return empty when the rate is unlimited
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

  /** Returns an unused token. */
  void giveBack(String key) {
    Limit limit = limits.get(key);
    if (limit != null) {
      limit.bucket.addTokens(1);
    }
  }

  int size() {
    return limits.size();
  }

  private Limit limit(String key, Rate rate) {
    Limit known = limits.get(key);
    if (known != null && known.rate.equals(rate)) {
      return known;
    }
    long now = time.currentTimeNanos();
    if (limits.size() >= cleanedFrom || now - cleanedAt >= HOUR) {
      cleanedAt = now;
      limits.values().removeIf(Limit::isFull);
      cleanedFrom = Math.max(CLEANED_FROM, 2 * limits.size());
    }
    return limits.compute(
        key, (id, current) -> current != null && current.rate.equals(rate) ? current : full(rate));
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
