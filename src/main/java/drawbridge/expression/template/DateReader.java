package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the times that senders write (E8). What could be read in two ways fails: no text becomes a
 * wrong date.
 */
final class DateReader {

  private static final String TAKEN =
      "date takes epoch seconds or milliseconds, ISO 8601 with an offset, a date, or RFC 1123";

  /** Below it numbers are seconds, from it on milliseconds: the years 5138 and 1973. */
  private static final BigDecimal LEAST_MILLIS = BigDecimal.valueOf(100_000_000_000L);

  /** Of numbers in texts, those that are no date without separators, such as 20240131. */
  private static final Pattern NUMBER = Pattern.compile("\\d{9,10}(\\.\\d{1,9})?|\\d{13}");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final int YEAR = 4;
  private static final int LONGEST = 64;
  private static final int MOST_DIGITS = 40;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter RFC_1123 =
      DateTimeFormatter.RFC_1123_DATE_TIME.withResolverStyle(ResolverStyle.STRICT);

  private DateReader() {}

  /**
   * Returns the time of a number or text. A date alone is its first moment in the zone.
   *
   * @throws ResolutionFailure for anything else; names no value
   */
  static Instant read(JsonNode value, ZoneId zone) {
    try {
      Instant read = value.isNumber() ? ofEpoch(value) : ofText(value.asText().strip(), zone);
      int year = read.atZone(zone).getYear();
      if (year >= 1 && year <= 9999) {
        return read;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // the message would quote the value
    }
    throw new ResolutionFailure(TAKEN);
  }

  private static Instant ofEpoch(JsonNode value) {
    BigDecimal number = value.decimalValue();
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new DateTimeException("no time");
    }
    return ofEpoch(number);
  }

  private static Instant ofEpoch(BigDecimal number) {
    boolean isSeconds = number.abs().compareTo(LEAST_MILLIS) < 0;
    BigDecimal nanos = number.movePointRight(isSeconds ? 9 : 6);
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000L));
    return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValue());
  }

  private static Instant ofText(String text, ZoneId zone) {
    if (text.length() > LONGEST) {
      throw new DateTimeException("no time");
    } else if (NUMBER.matcher(text).matches()) {
      return ofEpoch(new BigDecimal(text));
    } else if (DATE.matcher(text).matches()) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    boolean isIso = text.indexOf('-') == YEAR;
    return OffsetDateTime.parse(text, isIso ? ISO : RFC_1123).toInstant();
  }
}
