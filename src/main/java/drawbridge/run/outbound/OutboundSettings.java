package drawbridge.run.outbound;

import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import java.time.Duration;

/**
 * Settings of outbound calls (X12).
 *
 * @param connect time limit of a connection
 * @param total time limit of a call with all its redirects
 * @param maxAnswer bytes of a response body
 */
public record OutboundSettings(
    @SettingName("drawbridge.outbound.allow")
        @ParsedBy(
            value = OutboundRules.class,
            message = "must be * or a list of hosts: example.org, *.example.org, example.org:8443")
        OutboundRules rules,
    @SettingName("drawbridge.outbound.connect-timeout") @IsoDuration(min = "PT0.001S")
        Duration connect,
    @SettingName("drawbridge.outbound.timeout") @IsoDuration(min = "PT0.001S") Duration total,
    @SettingName("drawbridge.outbound.max-answer") @WholeNumber(min = 1024, max = 1 << 28)
        int maxAnswer) {}
