package drawbridge.run.control;

import drawbridge.platform.Age;
import drawbridge.platform.Settings;
import org.eclipse.microprofile.config.Config;

/**
 * Retention of runs and of their journals, counted from the end of the run.
 *
 * @param runs not shorter than {@code steps}
 * @param steps of journals
 */
public record RunAges(Age runs, Age steps) {

  /**
   * Reads the settings.
   *
   * @throws drawbridge.platform.BadSettings naming each invalid setting
   */
  public static RunAges of(Config config) {
    Settings settings = new Settings(config);
    RunAges ages =
        new RunAges(
            settings.age("drawbridge.retention.runs"), settings.age("drawbridge.retention.steps"));
    settings.require(
        !ages.steps.isLongerThan(ages.runs),
        "setting drawbridge.retention.steps must not be longer than drawbridge.retention.runs:"
            + " a run is removed with its steps");
    return settings.check(ages);
  }
}
