package drawbridge.monitoring.control;

import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * The monitoring settings.
 *
 * @param tallies retention of the counts by minute
 * @param leastFree minimum of free bytes on the disk of the H2 file for readiness
 */
public record MonitoringSettings(Age tallies, long leastFree) {

  /**
   * Reads the settings.
   *
   * @throws drawbridge.platform.BadSettings with every invalid setting
   */
  public static MonitoringSettings of(Config config) {
    Settings settings = new Settings(config);
    return settings.check(
        new MonitoringSettings(
            settings.age("drawbridge.retention.tallies"),
            settings.parse(
                "drawbridge.monitoring.least-free-disk",
                0L,
                "must be a whole number of bytes, 0 or more",
                MonitoringSettings::bytes)));
  }

  private static long bytes(String text) {
    long bytes = Long.parseLong(text);
    if (bytes < 0) {
      throw new NumberFormatException();
    }
    return bytes;
  }
}
