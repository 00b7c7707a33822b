package drawbridge.run.outbound;

import java.time.Duration;

/**
 * Settings of outbound calls (X12).
 *
 * @param connect time limit of a connection
 * @param total time limit of a call with all its redirects
 * @param maxAnswer bytes of a response body
 */
public record OutboundSettings(
    OutboundRules rules, Duration connect, Duration total, int maxAnswer) {

  /** Ten seconds to connect, one minute in all, one mebibyte, all hosts. */
  public static final OutboundSettings DEFAULT =
      new OutboundSettings(
          OutboundRules.parse("*"), Duration.ofSeconds(10), Duration.ofMinutes(1), 1 << 20);

  public OutboundSettings {
    if (connect.isNegative() || connect.isZero() || total.isNegative() || total.isZero()) {
      throw new IllegalArgumentException("outbound timeouts must be positive");
    }
    if (maxAnswer < 1) {
      throw new IllegalArgumentException("outbound response limit must be positive: " + maxAnswer);
    }
  }
}
