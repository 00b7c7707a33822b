package drawbridge.inbound.entity;

import java.util.List;

/**
 * Whether a request is within its rates.
 *
 * @param shares one for each rate that limits the sender
 */
public record RateLimitDecision(List<Share> shares) {

  /** No rate limits the sender. */
  public static final RateLimitDecision UNLIMITED = new RateLimitDecision(List.of());

  /**
   * The state of one rate after a request.
   *
   * @param policy the name of the rate: {@code workspace} or {@code trigger}
   * @param remaining requests that may follow at once
   * @param waitSeconds 0 when the request is within the rate; else the wait, at least 1
   */
  public record Share(String policy, Rate rate, long remaining, long waitSeconds) {}

  /** Whether the request exceeds a rate. */
  public boolean isRefused() {
    return waitSeconds() > 0;
  }

  /** Returns the longest wait in whole seconds; 0 when the request is not refused. */
  public long waitSeconds() {
    return shares.stream().mapToLong(Share::waitSeconds).max().orElse(0);
  }

  /** Returns the names of the exceeded rates, joined by "and". */
  public String refusing() {
    return String.join(
        " and ",
        shares.stream().filter(share -> share.waitSeconds() > 0).map(Share::policy).toList());
  }
}
