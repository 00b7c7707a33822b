package drawbridge.run.control;

import drawbridge.platform.Age;
import drawbridge.platform.setting.ParsedBy;
import drawbridge.platform.setting.SettingName;
import jakarta.validation.constraints.AssertTrue;

/**
 * Retention of runs and journals, counted from the end of the run, and of requests.
 *
 * @param runs never shorter than {@code steps}
 * @param steps the journals
 * @param requests the rows of requests, counted from their arrival
 */
public record RunAges(
    @SettingName("drawbridge.retention.runs") @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age runs,
    @SettingName("drawbridge.retention.steps") @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age steps,
    @SettingName("drawbridge.retention.requests")
        @ParsedBy(value = Age.class, message = Age.EXPECTED)
        Age requests) {

  @AssertTrue(
      message =
          "setting drawbridge.retention.steps must not be longer than drawbridge.retention.runs:"
              + " a run is removed with its steps")
  boolean isConsistent() {
    return !steps.isLongerThan(runs);
  }
}
