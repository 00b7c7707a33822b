package drawbridge.run.outbound;

import java.time.Duration;

/**
 * Limits of outbound calls (X12).
 *
 * @param total for one call with all its redirects
 * @param maxAnswer bytes
 */
public record OutboundSettings(
    OutboundRules rules, Duration connect, Duration total, int maxAnswer) {

  /** Ten seconds to connect, a minute in all, a mebibyte, any host but the dangerous ones. */
  public static final OutboundSettings DEFAULT =
      new OutboundSettings(
          OutboundRules.parse("*"), Duration.ofSeconds(10), Duration.ofMinutes(1), 1 << 20);

  public OutboundSettings {
    if (connect.isNegative() || connect.isZero() || total.isNegative() || total.isZero()) {
      throw new IllegalArgumentException("outbound time-outs must be positive");
    }
    if (maxAnswer < 1) {
      throw new IllegalArgumentException("outbound answer limit must be positive: " + maxAnswer);
    }
  }
}
