package drawbridge.inbound.control.limit;

import drawbridge.inbound.entity.Rate;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import java.time.Duration;

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
    @SettingName("drawbridge.inbound.workspace-rate")
        @ParsedBy(value = Rate.class, message = Rate.EXPECTED)
        Rate workspaceRate,
    @SettingName("drawbridge.inbound.trigger-rate")
        @ParsedBy(value = Rate.class, message = Rate.EXPECTED)
        Rate triggerRate,
    @SettingName("drawbridge.inbound.max-concurrent-bodies") @WholeNumber(min = 1, max = 10_000)
        int maxBodies,
    @SettingName("drawbridge.inbound.body-timeout") @IsoDuration(min = "PT1S") Duration bodyTimeout,
    @SettingName("drawbridge.inbound.max-rejections") @WholeNumber(min = 1, max = 100_000)
        int maxRejections) {

  /** No rates, 128 bodies, 20 seconds for each, and 1,000 distinct rejections. */
  public static final SenderLimits DEFAULT =
      new SenderLimits(Rate.UNLIMITED, Rate.UNLIMITED, 128, Duration.ofSeconds(20), 1_000);
}
