package drawbridge.inbound.control;

import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Settings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Limits for senders on one node, which protect senders from each other.
 *
 * @param workspaceRate the rate of each workspace
 * @param triggerRate the rate of each trigger without a rate of its own
 * @param maxBodies the bodies received concurrently; one workspace gets half of them
 * @param bodyTimeout the time for one body
 * @param maxRejections the distinct rejections kept for each workspace
 */
public record SenderLimits(
    Rate workspaceRate, Rate triggerRate, int maxBodies, Duration bodyTimeout, int maxRejections) {

  /** No rates, 128 bodies, 20 seconds for each, and 1,000 distinct rejections. */
  public static final SenderLimits DEFAULT =
      new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, 128, Duration.ofSeconds(20), 1_000);

  /**
   * Reads the settings.
   *
   * @throws IllegalStateException naming every invalid setting
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
