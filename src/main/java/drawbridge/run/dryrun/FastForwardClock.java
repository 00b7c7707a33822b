package drawbridge.run.dryrun;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is advanced. Not thread safe. */
final class FastForwardClock extends Clock {

  private Instant now;

  FastForwardClock(Instant start) {
    now = start;
  }

  /** Moves the clock forward; has no effect for an earlier time. */
  void advanceTo(Instant then) {
    now = then.isAfter(now) ? then : now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
