package drawbridge.platform.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time by which rows age. It follows the clock, but never faster than the processor's own
 * timer, so that a jump forward makes no row older, not even before a tick has noticed it. It
 * stands still before the first tick and while the {@link ClockRow} says so. Thread safe.
 */
public final class AgingClock {

  /** The clock may differ from the timer by this time since the last tick. */
  static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Clock clock;
  private final LongSupplier nanos;
  private volatile Reading last;

  /** What a tick found. */
  private record Reading(Instant time, long nanos, Optional<Instant> stillSince, Duration left) {}

  /**
   * @param nanos the processor's timer, {@link System#nanoTime}
   */
  public AgingClock(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.last =
        new Reading(clock.instant(), nanos.getAsLong(), Optional.of(Instant.EPOCH), Duration.ZERO);
  }

  /** Returns the present time; an earlier one while rows do not age. */
  public Instant instant() {
    Reading reading = last;
    if (reading.stillSince().isPresent()) {
      return reading.stillSince().get();
    }
    Instant steady = steady(reading);
    Instant now = clock.instant();
    return now.isAfter(steady.plus(TOLERANCE)) ? steady : now;
  }

  /**
   * Returns the time of the clock without its jump, where it has jumped against the timer by more
   * than a minute since the last tick.
   */
  Optional<Instant> jumpedFrom() {
    Instant steady = steady(last);
    Duration jump = Duration.between(steady, clock.instant());
    return jump.abs().compareTo(TOLERANCE) > 0 ? Optional.of(steady) : Optional.empty();
  }

  private Instant steady(Reading reading) {
    return reading.time().plusNanos(nanos.getAsLong() - reading.nanos());
  }

  /** Takes the result of a tick. */
  void take(ClockRow row) {
    last = new Reading(clock.instant(), nanos.getAsLong(), row.stillSince(), row.stillLeft());
  }

  /** Returns since when rows do not age; empty while they age. */
  public Optional<Instant> stillSince() {
    return last.stillSince();
  }

  /** Returns the running time until rows age again; zero while they age. */
  public Duration stillLeft() {
    return last.left();
  }
}
