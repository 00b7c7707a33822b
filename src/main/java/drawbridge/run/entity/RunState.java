package drawbridge.run.entity;

import java.util.Locale;

/** The states of a run. The last three are final. */
public enum RunState {
  /** Not started yet. */
  QUEUED,
  RUNNING,
  /** Waits for a time, for child runs, or for a node after its own was lost. */
  WAITING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  public boolean mayBecome(RunState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == CANCELLED;
      case RUNNING -> next == WAITING || next.isFinal();
      case WAITING -> next == RUNNING || next == CANCELLED;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** Returns the contract's spelling (R4). */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
