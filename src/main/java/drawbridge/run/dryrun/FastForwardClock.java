package drawbridge.run.dryrun;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Stands still, and leaps over what nobody waits for here. For one thread. */
final class FastForwardClock extends Clock {

  private Instant now;

  FastForwardClock(Instant start) {
    now = start;
  }

  /** It is then from now on; never earlier than it was. */
  void leapTo(Instant then) {
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
