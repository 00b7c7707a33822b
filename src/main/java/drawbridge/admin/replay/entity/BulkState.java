package drawbridge.admin.replay.entity;

import java.util.Locale;

/** Where a bulk replay is. The last two are final. */
public enum BulkState {
  /** It counts its runs, and then repeats them. */
  RUNNING,
  PAUSED,
  /** It has looked at every run that there was. */
  DONE,
  CANCELLED;

  /** Whether nothing follows. */
  public boolean isFinal() {
    return this == DONE || this == CANCELLED;
  }

  /** As the operators' API writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
