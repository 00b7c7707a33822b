package drawbridge.crash;

import java.time.Duration;
import java.util.Locale;

/**
 * A planned failure of the database.
 *
 * @param down time until it comes back; in a cluster, until the former primary does
 */
record Outage(Duration after, Kind kind, Duration down) {

  /** What fails: the only server, or the primary of a cluster. */
  enum Kind {
    STOP,
    /** With a recovery from its log at the next start. */
    KILL,
    SWITCH_OVER,
    FREEZE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  @Override
  public String toString() {
    return kind + " the database";
  }
}
