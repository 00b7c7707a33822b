package drawbridge.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The age at which rows are removed.
 *
 * @param length null for ever
 */
public record Age(@Nullable Duration length) {

  /** Rows are never removed. */
  public static final Age FOREVER = new Age(null);

  /** Completes the message "setting x …" for an invalid text. */
  public static final String EXPECTED =
      "must be forever or an ISO 8601 duration from PT1M to P36500D";

  private static final Duration LEAST = Duration.ofMinutes(1);

  private static final Duration MOST = Duration.ofDays(36_500);

  /**
   * Reads {@code forever}, or an ISO 8601 duration from a minute to 36,500 days.
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

  /** Returns the latest end of rows that are too old now; empty when none is. */
  public Optional<Instant> limit(Instant now) {
    return length == null ? Optional.empty() : Optional.of(now.minus(length));
  }

  /**
   * Returns whether a row that ended at this time is too old now. False for null, a row that has
   * not ended.
   */
  public boolean isPassedBy(@Nullable Instant over, Instant now) {
    return over != null && limit(now).filter(limit -> !over.isAfter(limit)).isPresent();
  }

  /** Returns whether rows of this age are kept longer than those of the other. */
  public boolean isLongerThan(Age other) {
    return other.length != null && (length == null || length.compareTo(other.length) > 0);
  }
}
