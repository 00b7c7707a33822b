package drawbridge.platform.clock;

import drawbridge.platform.binding.IsoInstant;
import drawbridge.platform.setting.SettingName;
import java.time.Instant;

/**
 * The setting of the clock.
 *
 * @param acceptOnce rows up to this time do not stop the next start; the epoch when not set
 */
public record ClockSettings(
    @SettingName(value = "drawbridge.clock.accept-once", absent = "1970-01-01T00:00:00Z")
        @IsoInstant
        String acceptOnce) {

  /** Returns {@link #acceptOnce} as a time. */
  public Instant accepted() {
    return Instant.parse(acceptOnce);
  }
}
