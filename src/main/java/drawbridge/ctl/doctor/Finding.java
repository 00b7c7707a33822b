package drawbridge.ctl.doctor;

import java.util.Locale;

/**
 * What a check found.
 *
 * @param advice what to do; empty for nothing
 */
public record Finding(Level level, String check, String text, String advice) {

  /** How serious a finding is. */
  public enum Level {
    OK,
    WARNING,
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Finding ok(String check, String text) {
    return new Finding(Level.OK, check, text, "");
  }

  static Finding warning(String check, String text, String advice) {
    return new Finding(Level.WARNING, check, text, advice);
  }

  static Finding failed(String check, String text, String advice) {
    return new Finding(Level.FAILED, check, text, advice);
  }
}
