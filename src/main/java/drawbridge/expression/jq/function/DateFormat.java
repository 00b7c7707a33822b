package drawbridge.expression.jq.function;

import drawbridge.expression.jq.value.JqError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A format of C's {@code strftime} and {@code strptime} in English and UTC. */
final class DateFormat {

  private static final int WEEK = 7;

  private final String format;

  DateFormat(String format) {
    this.format = expanded(format);
  }

  /** Replaces directives that are short for others. */
  private static String expanded(String format) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        all.append(c);
        continue;
      }
      char directive = format.charAt(++i);
      all.append(
          switch (directive) {
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'R' -> "%H:%M";
            case 'r' -> "%I:%M:%S %p";
            case 'T', 'X' -> "%H:%M:%S";
            case 'h' -> "%b";
            case 'n' -> "\n";
            case 't' -> "\t";
            default -> "%" + directive;
          });
    }
    return all.toString();
  }

  /** Returns the text of a time. */
  String written(LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 1 < format.length()) {
        out.append(written(format.charAt(++i), time));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String written(char directive, LocalDateTime time) {
    return switch (directive) {
      case 'a' -> time.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'A' -> time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'b' -> time.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case 'B' -> time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case 'C' -> number(time.getYear() / 100, "%02d");
      case 'd' -> number(time.getDayOfMonth(), "%02d");
      case 'e' -> number(time.getDayOfMonth(), "%2d");
      case 'g' -> number(time.get(IsoFields.WEEK_BASED_YEAR) % 100, "%02d");
      case 'G' -> number(time.get(IsoFields.WEEK_BASED_YEAR), "%d");
      case 'H' -> number(time.getHour(), "%02d");
      case 'I' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), "%02d");
      case 'j' -> number(time.getDayOfYear(), "%03d");
      case 'k' -> number(time.getHour(), "%2d");
      case 'l' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), "%2d");
      case 'm' -> number(time.getMonthValue(), "%02d");
      case 'M' -> number(time.getMinute(), "%02d");
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 's' -> String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
      case 'S' -> number(time.getSecond(), "%02d");
      case 'u' -> number(time.getDayOfWeek().getValue(), "%d");
      case 'U' -> number(week(time, time.getDayOfWeek().getValue() % WEEK), "%02d");
      case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), "%02d");
      case 'w' -> number(time.getDayOfWeek().getValue() % WEEK, "%d");
      case 'W' -> number(week(time, time.getDayOfWeek().getValue() - 1), "%02d");
      case 'y' -> number(time.getYear() % 100, "%02d");
      case 'Y' -> number(time.getYear(), "%d");
      case 'z' -> "+0000";
      case 'Z' -> "UTC";
      case '%' -> "%";
      default -> throw JqError.of("a date format does not know %" + directive);
    };
  }

  private static int week(LocalDateTime time, int daysIntoWeek) {
    return (time.getDayOfYear() - 1 + WEEK - daysIntoWeek) / WEEK;
  }

  private static String number(int number, String format) {
    return String.format(Locale.ROOT, format, number);
  }

  /** Returns the time of a text in UTC; null when the text does not match. */
  @Nullable LocalDateTime read(String text) {
    Reading reading = new Reading(text);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean isDirective = c == '%' && i + 1 < format.length();
      boolean fits;
      if (isDirective) {
        i++;
        fits = reading.read(format.charAt(i));
      } else {
        fits = Character.isWhitespace(c) ? reading.space() : reading.literal(c);
      }
      if (!fits) {
        return null;
      }
    }
    return reading.time();
  }

  /** Reads one text by directives. */
  private static final class Reading {
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

    Reading(String text) {
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
        case 'b', 'B' -> (month = name("MMMM", ChronoField.MONTH_OF_YEAR)) >= 0;
        case 'a', 'A' -> name("EEEE", ChronoField.DAY_OF_WEEK) >= 0;
        case 's' -> seconds();
        case 'z' -> zone();
        case 'Z' -> zoneName();
        case '%' -> literal('%');
        default -> throw JqError.of("a date format cannot read %" + directive);
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

    /** Reads a full or short English name. */
    private int name(String pattern, ChronoField field) {
      int most = (int) field.range().getMaximum();
      DateTimeFormatter names = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
      LocalDate first = LocalDate.of(2024, 1, 1); // a Monday
      for (int i = 0; i < most; i++) {
        boolean isMonth = field == ChronoField.MONTH_OF_YEAR;
        String full = names.format(isMonth ? first.plusMonths(i) : first.plusDays(i));
        for (String name : new String[] {full, full.substring(0, 3)}) {
          if (text.regionMatches(true, at, name, 0, name.length())) {
            at += name.length();
            return i + 1;
          }
        }
      }
      return -1;
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
}
