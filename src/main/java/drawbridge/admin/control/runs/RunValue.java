package drawbridge.admin.control.runs;

import drawbridge.run.entity.Run;
import java.util.Arrays;
import java.util.Optional;

/** A value of a run. */
public enum RunValue {
  RUNTIME("runtime"),
  STATE_VALUES("stateValues"),
  REQUEST("request"),
  OUTPUT("output"),
  PROBLEM("problem");

  private final String label;

  RunValue(String label) {
    this.label = label;
  }

  /** Returns the value of the name of a member of the run in the API; empty for another text. */
  public static Optional<RunValue> of(String label) {
    return Arrays.stream(values()).filter(it -> it.label.equals(label)).findFirst();
  }

  /** Returns the value as stored JSON; empty when the run has none. */
  Optional<String> in(Run run, RunSearch search) {
    return switch (this) {
      case RUNTIME -> Optional.of(run.runtime());
      case STATE_VALUES -> Optional.of(run.stateValues());
      case REQUEST -> search.requestOf(run);
      case OUTPUT -> Optional.ofNullable(run.output());
      case PROBLEM -> Optional.ofNullable(run.problem());
    };
  }
}
