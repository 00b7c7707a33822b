package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Settings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What senders may ask of a node, so that a bad one leaves room for the others.
 *
 * @param workspaceRate of each workspace, on each node
 * @param triggerRate of each trigger that has none of its own, on each node
 * @param maxBodies bodies that are read at once on a node; of one workspace half as many
 * @param bodyTimeout how long a sender may take for a body
 * @param maxRejections kinds of refused requests that are kept for each workspace
 */
public record SenderLimits(
    Rate workspaceRate, Rate triggerRate, int maxBodies, Duration bodyTimeout, int maxRejections) {

  /** No rates, 128 bodies of 20 seconds, and 1,000 kinds. */
  public static final SenderLimits DEFAULT =
      new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, 128, Duration.ofSeconds(20), 1_000);

  /**
   * Reads them.
   *
   * @throws IllegalStateException naming every wrong one
   */
  public static SenderLimits of(Config config) {
    Settings settings = new Settings(config);
    Rate workspace = rate(settings, "drawbridge.inbound.workspace-rate");
    Rate trigger = rate(settings, "drawbridge.inbound.trigger-rate");
    int maxBodies = settings.number("drawbridge.inbound.max-concurrent-bodies", 1, 10_000);
    Duration bodyTimeout =
        settings.duration("drawbridge.inbound.body-timeout", Duration.ofSeconds(1));
    int maxRejections = settings.number("drawbridge.inbound.max-rejections", 1, 100_000);
    return settings.check(
        new SenderLimits(workspace, trigger, maxBodies, bodyTimeout, maxRejections));
  }

  private static Rate rate(Settings settings, String name) {
    return settings.parse(name, Rate.UNLIMITED, Rate.EXPECTED, Rate::parse);
  }
}
