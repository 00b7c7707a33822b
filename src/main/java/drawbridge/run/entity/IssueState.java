package drawbridge.run.entity;

import java.util.Locale;

/** The states of an issue. Operators may change each into each other; a failure opens. */
public enum IssueState {
  OPEN,
  /** An operator works on the cause; more failures change nothing. */
  ACKNOWLEDGED,
  /** The cause is gone; the next failure opens the issue again. */
  RESOLVED;

  public static final String OPEN_LABEL = "open";
  public static final String ACKNOWLEDGED_LABEL = "acknowledged";
  public static final String RESOLVED_LABEL = "resolved";

  /** Returns the text of the operators' API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the state of a label.
   *
   * @throws IllegalArgumentException for another text
   */
  public static IssueState of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
