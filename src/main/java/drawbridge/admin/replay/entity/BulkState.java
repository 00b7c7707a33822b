package drawbridge.admin.replay.entity;

import java.util.Locale;

/** The state of a bulk replay. The last two are final. */
public enum BulkState {
  /** Counts its runs, then replays them. */
  RUNNING,
  PAUSED,
  /** Has processed every run. */
  DONE,
  CANCELLED;

  /** Returns whether the state is final. */
  public boolean isFinal() {
    return this == DONE || this == CANCELLED;
  }

  /** Returns the text of the operators' API. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
