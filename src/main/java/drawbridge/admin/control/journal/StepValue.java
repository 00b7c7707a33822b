package drawbridge.admin.control.journal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A value of a step. */
public enum StepValue {
  INPUT,
  OUTPUT,
  ERROR;

  /** Returns the name in lower case, as paths and the journal have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the value of a label; empty for another text. */
  public static Optional<StepValue> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label().equals(label)).findFirst();
  }
}
