package drawbridge.platform;

import java.util.List;

/** Stops the deployment because of bad settings. Names every setting and no value. */
public final class BadSettings extends IllegalStateException {

  private final List<String> faults;

  /**
   * @param faults like {@code setting drawbridge.x must be a number}; never empty
   */
  public BadSettings(List<String> faults) {
    super("Drawbridge cannot start: " + String.join("; ", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
