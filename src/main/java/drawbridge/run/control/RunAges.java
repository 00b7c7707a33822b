package drawbridge.run.control;

import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * How long what a run leaves is kept, counted from its end.
 *
 * @param runs never shorter than {@code steps}
 * @param steps the journals
 */
public record RunAges(Age runs, Age steps) {

  /**
   * Reads them.
   *
   * @throws drawbridge.platform.BadSettings naming every wrong one
   */
  public static RunAges of(Config config) {
    Settings settings = new Settings(config);
    RunAges ages =
        new RunAges(
            settings.age("drawbridge.retention.runs"), settings.age("drawbridge.retention.steps"));
    settings.require(
        !ages.steps.isLongerThan(ages.runs),
        "setting drawbridge.retention.steps must not be longer than drawbridge.retention.runs:"
            + " steps go with their run at the latest");
    return settings.check(ages);
  }
}
