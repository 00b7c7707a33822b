package drawbridge.platform.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What the store remembers of the clock, for all nodes. Immutable.
 *
 * @param seenAt the newest time at which a node ran
 * @param acceptedUntil rows of the future that an operator has accepted end here
 * @param stillSince the time at which rows stopped to age; empty while they age
 * @param stillLeft the running time until they age again
 */
public record ClockRow(
    Instant seenAt, Instant acceptedUntil, Optional<Instant> stillSince, Duration stillLeft) {

  /** Cuts times to the resolution of the store. */
  public ClockRow {
    seenAt = seenAt.truncatedTo(ChronoUnit.MICROS);
    acceptedUntil = acceptedUntil.truncatedTo(ChronoUnit.MICROS);
    stillSince = stillSince.map(since -> since.truncatedTo(ChronoUnit.MICROS));
  }

  /** A longer time without a running node stops ageing. */
  static final Duration LONGEST_GAP = Duration.ofHours(24);

  /** Rows stay as old as they are for this running time. */
  static final Duration STANDSTILL = Duration.ofHours(24);

  /** More than the interval of ticks. A longer pause counts as this running time. */
  static final Duration LONGEST_TICK = Duration.ofSeconds(30);

  /** A store without rows, or one whose newest row has this time. */
  static ClockRow of(Instant newest) {
    return new ClockRow(newest, Instant.EPOCH, Optional.empty(), Duration.ZERO);
  }

  /**
   * Returns the row after a tick of any node.
   *
   * @param now the time of the store
   * @param before the time of the node's clock before it jumped; empty when it did not jump
   */
  ClockRow tick(Instant now, Optional<Instant> before) {
    Duration since = Duration.between(seenAt, now);
    boolean isGap = since.compareTo(LONGEST_GAP) > 0;
    Instant seen = since.isNegative() ? seenAt : now;
    if (isGap || before.isPresent()) {
      Instant trusted = before.filter(time -> time.isBefore(seenAt)).orElse(seenAt);
      return new ClockRow(seen, acceptedUntil, earliest(trusted), STANDSTILL);
    }
    Duration left = stillLeft.minus(ran(since));
    return left.isNegative() || left.isZero()
        ? new ClockRow(seen, acceptedUntil, Optional.empty(), Duration.ZERO)
        : new ClockRow(seen, acceptedUntil, stillSince, left);
  }

  /** A standstill that is renewed keeps the ages of its begin. */
  private Optional<Instant> earliest(Instant time) {
    return Optional.of(stillSince.filter(since -> since.isBefore(time)).orElse(time));
  }

  private static Duration ran(Duration since) {
    if (since.isNegative()) {
      return Duration.ZERO;
    }
    return since.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : since;
  }

  /** Returns the row after an operator has accepted rows of the future, also those of before. */
  ClockRow accept(Instant until, Instant now) {
    Instant all = until.isAfter(acceptedUntil) ? until : acceptedUntil;
    return new ClockRow(now, all, earliest(now), STANDSTILL);
  }
}
