package drawbridge.monitoring.control;

import drawbridge.platform.Age;
import drawbridge.platform.binding.WholeNumber;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;

/**
 * Settings of monitoring.
 *
 * @param tallies how long the counts of each minute are kept
 * @param leastFree bytes that must be free on the disk of the H2 file; below them the node is not
 *     ready
 */
public record MonitoringSettings(
    @SettingName("drawbridge.retention.tallies")
        @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age tallies,
    @SettingName("drawbridge.monitoring.least-free-disk")
        @WholeNumber(
            min = 0,
            max = Long.MAX_VALUE,
            message = "must be a whole number of bytes, 0 or more")
        long leastFree) {}
