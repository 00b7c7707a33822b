package drawbridge.inbound.entity;

import java.util.List;

/**
 * Whether a sender that was let in may send now, and how much more.
 *
 * @param shares one for each limit that it is under; none where nothing limits it
 */
public record RateLimitDecision(List<Share> shares) {

  /** Nothing limits the sender. */
  public static final RateLimitDecision UNLIMITED = new RateLimitDecision(List.of());

  /**
   * What is left of one limit.
   *
   * @param policy whose limit it is
   * @param left requests that may come at once
   * @param waitSeconds 0 where this request has its token; else when to come again, at least 1
   */
  public record Share(String policy, Rate rate, long left, long waitSeconds) {
    boolean isSpent() {
      return waitSeconds > 0;
    }
  }

  public RateLimitDecision {
    shares = List.copyOf(shares);
  }

  /** Whether this request is one too many. */
  public boolean isRefused() {
    return shares.stream().anyMatch(Share::isSpent);
  }

  /** Whole seconds until the sender may come again; 0 when it is not refused. */
  public long waitSeconds() {
    return shares.stream().mapToLong(Share::waitSeconds).max().orElse(0);
  }

  /** Whose limits refuse this request, in words. */
  public String refusing() {
    return String.join(" and ", shares.stream().filter(Share::isSpent).map(Share::policy).toList());
  }
}
