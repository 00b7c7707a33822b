package drawbridge.run.control;

import drawbridge.platform.Settings;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundRules;
import drawbridge.run.outbound.OutboundSettings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of the execution of runs.
 *
 * @param concurrency slots of this node
 * @param concurrencyPerWorkflow of these, slots for runs of one workflow
 * @param branches of forks that this node executes at once beside the threads of their runs
 * @param sweep interval of the sweep for due runs
 * @param nodeTimeout silence after which a node is dead
 * @param shortTime CPU time below which a run may end in the transaction that inserts it; zero
 *     disables short runs
 */
public record RunSettings(
    int concurrency,
    int concurrencyPerWorkflow,
    int branches,
    Duration sweep,
    Duration nodeTimeout,
    Duration shortTime) {

  private static final int MAX_THREADS = 10_000;
  private static final String PER_WORKFLOW = "drawbridge.run.concurrency-per-workflow";

  /**
   * Reads the settings.
   *
   * @throws drawbridge.platform.BadSettings naming each invalid setting
   */
  public static RunSettings of(Config config) {
    Settings settings = new Settings(config);
    int concurrency = settings.number("drawbridge.run.concurrency", 1, MAX_THREADS);
    return settings.check(
        new RunSettings(
            concurrency,
            settings.text(PER_WORKFLOW).isPresent()
                ? settings.number(PER_WORKFLOW, 1, concurrency)
                : Math.max(1, concurrency / 2),
            settings.number("drawbridge.run.branches", 0, MAX_THREADS),
            settings.duration("drawbridge.run.sweep", Duration.ofMillis(50)),
            settings.duration("drawbridge.run.node-timeout", Duration.ofSeconds(3)),
            settings.duration("drawbridge.run.short-time", Duration.ZERO)));
  }

  /**
   * Reads the limits of a run (X7).
   *
   * @throws drawbridge.platform.BadSettings naming each invalid setting
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
   * Reads the settings of outbound calls (X12).
   *
   * @throws drawbridge.platform.BadSettings naming each invalid setting
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
