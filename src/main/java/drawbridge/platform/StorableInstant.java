package drawbridge.platform;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Instants from outside that every store can hold: those of the years 1 to 9999. */
public final class StorableInstant {

  private static final int LAST_YEAR = 9999;

  private StorableInstant() {}

  /**
   * Parses an instant in ISO 8601.
   *
   * @throws DateTimeException when the text is none, or its year is out of range
   */
  public static Instant parse(String text) {
    Instant instant = Instant.parse(text);
    int year = instant.atOffset(ZoneOffset.UTC).getYear();
    if (year < 1 || year > LAST_YEAR) {
      throw new DateTimeException("the year is not from 1 to " + LAST_YEAR);
    }
    return instant;
  }
}
