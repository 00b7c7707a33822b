package drawbridge.expression.jq.function;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads one text of a date by the directives of a {@link DateFormat}. */
final class DateText {
  private final String text;
  private int at;
  private int year = 1900;
  private int month = 1;
  private int day = 1;
  private int dayOfYear;
  private int hour;
  private int minute;
  private int second;
  private int offset;
  private boolean isAfternoon;
  private boolean isTwelve;
  private @Nullable Long epoch;

  DateText(String text) {
    this.text = text;
  }

  boolean space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return true;
  }

  boolean literal(char c) {
    return at < text.length() && text.charAt(at++) == c;
  }

  boolean read(char directive) {
    return switch (directive) {
      case 'Y' -> (year = number(4, 0, 9999)) >= 0;
      case 'm' -> (month = number(2, 1, 12)) >= 0;
      case 'd', 'e' -> space() && (day = number(2, 1, 31)) >= 0;
      case 'j' -> (dayOfYear = number(3, 1, 366)) >= 0;
      case 'H', 'k' -> space() && (hour = number(2, 0, 23)) >= 0;
      case 'I', 'l' -> space() && (isTwelve = true) && (hour = number(2, 1, 12)) >= 0;
      case 'M' -> (minute = number(2, 0, 59)) >= 0;
      case 'S' -> (second = number(2, 0, 60)) >= 0;
      case 'y' -> century(number(2, 0, 99));
      case 'p', 'P' -> half();
      case 'b', 'B' -> (month = name(DateFormat.MONTHS)) > 0;
      case 'a', 'A' -> name(DateFormat.DAYS) > 0;
      case 's' -> seconds();
      case 'z' -> zone();
      case 'Z' -> zoneName();
      case '%' -> literal('%');
      default -> throw DateFormat.unknown(directive);
    };
  }

  /** Returns a number of at most so many digits, or -1. */
  private int number(int digits, int least, int most) {
    int from = at;
    while (at < text.length() && at - from < digits && isDigit(text.charAt(at))) {
      at++;
    }
    int number = at == from ? -1 : Integer.parseInt(text.substring(from, at));
    return number >= least && number <= most ? number : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private boolean century(int number) {
    year = number < 69 ? 2000 + number : 1900 + number;
    return number >= 0;
  }

  private boolean half() {
    isAfternoon = text.regionMatches(true, at, "PM", 0, 2);
    at += 2;
    return isAfternoon || text.regionMatches(true, at - 2, "AM", 0, 2);
  }

  /** Reads a full or short name. Returns its number from 1, or 0 for none. */
  private int name(List<String> names) {
    for (String full : names) {
      for (String name : List.of(full, full.substring(0, DateFormat.SHORT))) {
        if (text.regionMatches(true, at, name, 0, name.length())) {
          at += name.length();
          return names.indexOf(full) + 1;
        }
      }
    }
    return 0;
  }

  private boolean seconds() {
    int from = at;
    while (at < text.length() && isDigit(text.charAt(at)) && at - from < 12) {
      at++;
    }
    epoch = at == from ? null : Long.valueOf(text.substring(from, at));
    return epoch != null;
  }

  /** Reads {@code Z}, {@code +hh}, {@code +hhmm} or {@code +hh:mm}. */
  private boolean zone() {
    if (at < text.length() && text.charAt(at) == 'Z') {
      at++;
      return true;
    }
    int sign = at < text.length() ? "-+".indexOf(text.charAt(at)) * 2 - 1 : 0;
    at++;
    int hours = sign == 0 || sign == -3 ? -1 : number(2, 0, 18);
    if (at < text.length() && text.charAt(at) == ':') {
      at++;
    }
    boolean hasMinutes = at < text.length() && isDigit(text.charAt(at));
    int minutes = hasMinutes ? number(2, 0, 59) : 0;
    offset = sign * (hours * 60 + minutes);
    return hours >= 0 && minutes >= 0;
  }

  /** Reads a name of a zone. Only UTC has a known offset. */
  private boolean zoneName() {
    int from = at;
    while (at < text.length() && Character.isLetter(text.charAt(at))) {
      at++;
    }
    String name = text.substring(from, at).toUpperCase(Locale.ROOT);
    return name.equals("UTC") || name.equals("GMT") || name.equals("Z");
  }

  @Nullable LocalDateTime time() {
    if (at != text.length()) {
      return null;
    }
    if (epoch != null) {
      return LocalDateTime.ofEpochSecond(epoch, 0, ZoneOffset.UTC);
    }
    int hours = isTwelve ? hour % 12 + (isAfternoon ? 12 : 0) : hour;
    try {
      LocalDate date =
          dayOfYear > 0 ? LocalDate.ofYearDay(year, dayOfYear) : LocalDate.of(year, month, day);
      return LocalDateTime.of(date, LocalTime.of(hours, minute))
          .plusSeconds(second)
          .minusMinutes(offset);
    } catch (DateTimeException e) {
      return null; // for instance the 30th of February
    }
  }
}
