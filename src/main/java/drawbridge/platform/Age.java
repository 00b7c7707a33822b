package drawbridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How old something may become before it is removed.
 *
 * @param length null for ever
 */
public record Age(@Nullable Duration length) {

  /** Nothing is ever too old. */
  public static final Age FOREVER = new Age(null);

  /** The shortest that a setting may ask for. */
  static final Duration LEAST = Duration.ofMinutes(1);

  private static final Duration MOST = Duration.ofDays(36_500);

  /**
   * Reads {@code forever}, or an ISO 8601 length of time from a minute to 36,500 days.
   *
   * @throws DateTimeParseException for anything else
   */
  public static Age parse(String text) {
    if (text.equals("forever")) {
      return FOREVER;
    }
    Duration length = Duration.parse(text);
    if (length.compareTo(LEAST) < 0 || length.compareTo(MOST) > 0) {
      throw new DateTimeParseException("too short or too long", text, 0);
    }
    return new Age(length);
  }

  /** What was over then or before is too old now; empty when nothing is. */
  public Optional<Instant> limit(Instant now) {
    return length == null ? Optional.empty() : Optional.of(now.minus(length));
  }

  /** Whether what was over at that time, if it is over, is too old now. */
  public boolean isPassedBy(@Nullable Instant over, Instant now) {
    return over != null && limit(now).filter(limit -> !over.isAfter(limit)).isPresent();
  }

  /** Whether something of this age outlives what has the other one. */
  public boolean isLongerThan(Age other) {
    return other.length != null && (length == null || length.compareTo(other.length) > 0);
  }
}
