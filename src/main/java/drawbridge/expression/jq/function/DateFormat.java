package drawbridge.expression.jq.function;

import drawbridge.expression.jq.value.JqError;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A format of C's {@code strftime} and {@code strptime} in English and UTC. */
final class DateFormat {

  private static final int WEEK = 7;
  static final int SHORT = 3;
  static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

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

  /** Returns the text of a time. A dash after the percent sign omits padding. */
  String written(LocalDateTime time) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c == '%' && i + 2 < format.length() && format.charAt(i + 1) == '-') {
        i += 2;
        out.append(written(format.charAt(i), time).replaceFirst("^[0 ]+(?=.)", ""));
      } else if (c == '%' && i + 1 < format.length()) {
        out.append(written(format.charAt(++i), time));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String written(char directive, LocalDateTime time) {
    return switch (directive) {
      case 'a' -> DAYS.get(time.getDayOfWeek().getValue() - 1).substring(0, SHORT);
      case 'A' -> DAYS.get(time.getDayOfWeek().getValue() - 1);
      case 'b' -> MONTHS.get(time.getMonthValue() - 1).substring(0, SHORT);
      case 'B' -> MONTHS.get(time.getMonthValue() - 1);
      case 'C' -> number(time.getYear() / 100, 2, '0');
      case 'd' -> number(time.getDayOfMonth(), 2, '0');
      case 'e' -> number(time.getDayOfMonth(), 2, ' ');
      case 'g' -> number(Math.floorMod(time.get(IsoFields.WEEK_BASED_YEAR), 100), 2, '0');
      case 'G' -> number(time.get(IsoFields.WEEK_BASED_YEAR), 1, '0');
      case 'H' -> number(time.getHour(), 2, '0');
      case 'I' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, '0');
      case 'j' -> number(time.getDayOfYear(), 3, '0');
      case 'k' -> number(time.getHour(), 2, ' ');
      case 'l' -> number(time.get(ChronoField.CLOCK_HOUR_OF_AMPM), 2, ' ');
      case 'm' -> number(time.getMonthValue(), 2, '0');
      case 'M' -> number(time.getMinute(), 2, '0');
      case 'p' -> time.getHour() < 12 ? "AM" : "PM";
      case 'P' -> time.getHour() < 12 ? "am" : "pm";
      case 's' -> String.valueOf(time.toEpochSecond(ZoneOffset.UTC));
      case 'S' -> number(time.getSecond(), 2, '0');
      case 'u' -> number(time.getDayOfWeek().getValue(), 1, '0');
      case 'U' -> number(week(time, time.getDayOfWeek().getValue() % WEEK), 2, '0');
      case 'V' -> number(time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), 2, '0');
      case 'w' -> number(time.getDayOfWeek().getValue() % WEEK, 1, '0');
      case 'W' -> number(week(time, time.getDayOfWeek().getValue() - 1), 2, '0');
      case 'y' -> number(Math.floorMod(time.getYear(), 100), 2, '0');
      case 'Y' -> number(time.getYear(), 1, '0');
      case 'z' -> "+0000";
      case 'Z' -> "UTC";
      case '%' -> "%";
      default -> throw unknown(directive);
    };
  }

  static JqError unknown(char directive) {
    String reason = "a date format has an unknown directive";
    return JqError.of(reason + ": %" + directive, reason);
  }

  private static int week(LocalDateTime time, int daysIntoWeek) {
    return (time.getDayOfYear() - 1 + WEEK - daysIntoWeek) / WEEK;
  }

  /** Writes a number with this many digits at least. */
  private static String number(int number, int digits, char padding) {
    String text = String.valueOf(Math.abs(number));
    String padded = String.valueOf(padding).repeat(Math.max(0, digits - text.length())) + text;
    return number < 0 ? "-" + padded : padded;
  }

  /** Returns the time of a text in UTC; null when the text does not match. */
  @Nullable LocalDateTime read(String text) {
    DateText reading = new DateText(text);
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      boolean isDirective = c == '%' && i + 1 < format.length();
      boolean fits;
      if (isDirective) {
        i += format.startsWith("%-", i) && i + 2 < format.length() ? 2 : 1;
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
}
