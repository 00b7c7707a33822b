package drawbridge.run.outbound.authorization.token;

import java.time.Duration;
import java.time.Instant;

/** A bearer token and its end. Does not print itself. Compared by identity. */
public final class AccessToken {

  /** The lifetime of a token whose answer names none; a refusal with 401 renews it earlier. */
  private static final Duration UNKNOWN_LIFETIME = Duration.ofMinutes(5);

  private static final Duration LONGEST_LIFETIME = Duration.ofDays(1);
  private static final Duration LONGEST_MARGIN = Duration.ofSeconds(30);

  /** The margin is at most this part of the lifetime. */
  private static final int MARGIN_PART = 10;

  private final String value;
  private final Instant usableUntil;

  /**
   * @param requested time before the request
   * @param seconds lifetime; zero when it is unknown
   */
  AccessToken(String value, Instant requested, long seconds) {
    this.value = value;
    Duration lifetime =
        seconds <= 0
            ? UNKNOWN_LIFETIME
            : Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()));
    Duration part = lifetime.dividedBy(MARGIN_PART);
    Duration margin = part.compareTo(LONGEST_MARGIN) < 0 ? part : LONGEST_MARGIN;
    this.usableUntil = requested.plus(lifetime).minus(margin);
  }

  public String value() {
    return value;
  }

  /** Returns whether a call at this time may use the token, with a margin before its end. */
  boolean isUsable(Instant now) {
    return now.isBefore(usableUntil);
  }
}
