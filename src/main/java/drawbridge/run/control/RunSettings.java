package drawbridge.run.control;

import drawbridge.platform.Settings;
import drawbridge.run.outbound.OutboundRules;
import drawbridge.run.outbound.OutboundSettings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of the runs.
 *
 * @param concurrency runs that this node works on at once
 * @param sweep how often the table is swept
 * @param nodeTimeout a node that was not seen for so long is dead
 * @param maxOutput bytes of one step's output
 * @param maxDepth of children
 */
public record RunSettings(
    int concurrency,
    Duration sweep,
    Duration nodeTimeout,
    int maxSteps,
    int maxNesting,
    Duration maxTime,
    int maxOutput,
    int maxDepth) {

  /**
   * Reads them.
   *
   * @throws IllegalStateException naming every wrong one
   */
  public static RunSettings of(Config config) {
    Settings settings = new Settings(config);
    return settings.check(
        new RunSettings(
            settings.number("drawbridge.run.concurrency", 1, 10_000),
            settings.duration("drawbridge.run.sweep", Duration.ofMillis(50)),
            settings.duration("drawbridge.run.node-timeout", Duration.ofSeconds(3)),
            settings.number("drawbridge.run.max-steps", 1, 1_000_000),
            settings.number("drawbridge.run.max-nesting", 1, 500),
            settings.duration("drawbridge.run.max-time", Duration.ofSeconds(1)),
            settings.number("drawbridge.run.max-output", 1024, 1 << 28),
            settings.number("drawbridge.run.max-depth", 1, 100)));
  }

  /**
   * Settings of outbound calls (X12).
   *
   * @throws IllegalStateException naming every wrong one
   */
  static OutboundSettings outbound(Config config) {
    Settings settings = new Settings(config);
    return settings.check(
        new OutboundSettings(
            settings.parse(
                "drawbridge.outbound.allow",
                OutboundRules.parse("*"),
                "must be * or a list of hosts: example.org, *.example.org, example.org:8443",
                OutboundRules::parse),
            settings.duration("drawbridge.outbound.connect-timeout", Duration.ofMillis(1)),
            settings.duration("drawbridge.outbound.timeout", Duration.ofMillis(1)),
            settings.number("drawbridge.outbound.max-answer", 1024, 1 << 28)));
  }
}
