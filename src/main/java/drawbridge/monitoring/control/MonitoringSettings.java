package drawbridge.monitoring.control;

import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * Settings of who watches the house.
 *
 * @param tallies how long the counts of each minute are kept
 * @param leastFree bytes that must be free where the H2 file lies, or the node is not ready
 */
public record MonitoringSettings(Age tallies, long leastFree) {

  /**
   * Reads them.
   *
   * @throws drawbridge.platform.BadSettings naming every wrong one
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
