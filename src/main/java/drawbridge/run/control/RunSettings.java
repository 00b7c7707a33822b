package drawbridge.run.control;

import drawbridge.platform.Settings;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundRules;
import drawbridge.run.outbound.OutboundSettings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of who works on runs.
 *
 * @param concurrency runs that this node works on at once
 * @param concurrencyPerWorkflow of these, runs of one workflow: a slow one leaves room for others
 * @param branches of forks that this node walks at once beside their runs' own threads
 * @param sweep how often the table is swept
 * @param nodeTimeout a node that was not seen for so long is dead
 * @param shortTime of a thread's processor: runs that need less may end in the transactions that
 *     open them; zero: no run is short
 */
public record RunSettings(
    int concurrency,
    int concurrencyPerWorkflow,
    int branches,
    Duration sweep,
    Duration nodeTimeout,
    Duration shortTime) {

  private static final int MOST_AT_ONCE = 10_000;
  private static final String PER_WORKFLOW = "drawbridge.run.concurrency-per-workflow";

  /**
   * Reads them.
   *
   * @throws IllegalStateException naming every wrong one
   */
  public static RunSettings of(Config config) {
    Settings settings = new Settings(config);
    int concurrency = settings.number("drawbridge.run.concurrency", 1, MOST_AT_ONCE);
    return settings.check(
        new RunSettings(
            concurrency,
            settings.text(PER_WORKFLOW).isPresent()
                ? settings.number(PER_WORKFLOW, 1, concurrency)
                : Math.max(1, concurrency / 2),
            settings.number("drawbridge.run.branches", 0, MOST_AT_ONCE),
            settings.duration("drawbridge.run.sweep", Duration.ofMillis(50)),
            settings.duration("drawbridge.run.node-timeout", Duration.ofSeconds(3)),
            settings.duration("drawbridge.run.short-time", Duration.ZERO)));
  }

  /**
   * Limits of one run (X7).
   *
   * @throws IllegalStateException naming every wrong one
   */
  static RunLimits limits(Config config) {
    Settings settings = new Settings(config);
    return settings.check(
        new RunLimits(
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
