package drawbridge.inbound.control;

import drawbridge.inbound.entity.RequestLimits;
import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of inbound requests.
 *
 * @param uidWindow how long a uid stays claimed (D4)
 * @param rejections how long a count of rejections is kept after its last increment
 */
public record InboundSettings(RequestLimits limits, Duration uidWindow, Age rejections) {

  /**
   * Reads the settings.
   *
   * @throws IllegalStateException naming every invalid setting
   */
  public static InboundSettings of(Config config) {
    Settings settings = new Settings(config);
    int maxBody = settings.number("drawbridge.inbound.max-body", 1024, 1 << 30);
    int maxBatch = settings.number("drawbridge.inbound.max-batch", 1, 100_000);
    int maxInherited = settings.number("drawbridge.inbound.max-inherited", 1024, 1 << 30);
    Duration window = settings.duration("drawbridge.uid.window", Duration.ofMinutes(1));
    Age rejections = settings.age("drawbridge.retention.rejections");
    settings.check(maxBody);
    return new InboundSettings(
        new RequestLimits(maxBody, maxBatch, maxInherited), window, rejections);
  }
}
