package drawbridge.run.entity;

import java.util.Locale;

/** Where a run is. The last three are final. */
public enum RunState {
  /** Nobody has begun with it. */
  QUEUED,
  RUNNING,
  /** For a time, for children, or, after its node is gone, for another one. */
  WAITING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** Moves are a table; the entity guards itself. A replay is a new run. */
  public boolean mayBecome(RunState next) {
    return switch (this) {
      case QUEUED -> next == RUNNING || next == CANCELLED;
      case RUNNING -> next == WAITING || next.isFinal();
      case WAITING -> next == RUNNING || next == CANCELLED;
      case SUCCEEDED, FAILED, CANCELLED -> false;
    };
  }

  /** Whether nothing follows. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == FAILED || this == CANCELLED;
  }

  /** As the contract writes it (R4). */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
