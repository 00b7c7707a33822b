package drawbridge.console.boundary;

import java.time.Duration;

/** How long a replaced secret stays valid, as the pages offer it. */
public enum OverlapChoice {
  NONE("0 minutes", Duration.ZERO),
  HOUR("1 hour", Duration.ofHours(1)),
  DAY("1 day", Duration.ofDays(1)),
  WEEK("7 days", Duration.ofDays(7)),
  MONTH("30 days", Duration.ofDays(30));

  private final String label;
  private final Duration length;

  OverlapChoice(String label, Duration length) {
    this.label = label;
    this.length = length;
  }

  public String label() {
    return label;
  }

  public Duration length() {
    return length;
  }
}
