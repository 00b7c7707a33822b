package drawbridge.inbound.control;

import drawbridge.platform.Age;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;

/**
 * Settings of what is kept about refused requests (T12, R9).
 *
 * @param most the refused elements kept for each trigger
 * @param deliveries how long refused elements and requests are kept
 * @param unknownUrls how long a count of an unknown URL is kept after its last increment
 */
public record RefusedSettings(
    @SettingName("drawbridge.inbound.max-refused") @WholeNumber(min = 1, max = 100_000) int most,
    @SettingName("drawbridge.retention.refused")
        @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age deliveries,
    @SettingName("drawbridge.retention.unknown-urls")
        @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age unknownUrls) {}
