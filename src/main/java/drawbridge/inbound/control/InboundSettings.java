package drawbridge.inbound.control;

import drawbridge.inbound.entity.RequestLimits;
import drawbridge.platform.Age;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import java.time.Duration;

/**
 * Settings of inbound requests.
 *
 * @param uidWindow how long a uid stays claimed (D4)
 * @param rejections how long a count of rejections is kept after its last increment
 */
public record InboundSettings(
    RequestLimits limits,
    @SettingName("drawbridge.uid.window") @IsoDuration(min = "PT1M") Duration uidWindow,
    @SettingName("drawbridge.retention.rejections")
        @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age rejections) {}
