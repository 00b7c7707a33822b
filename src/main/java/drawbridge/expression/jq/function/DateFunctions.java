package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Numbers;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Functions of dates. A date is a number of seconds since 1970 or jq's array of year, month (from
 * 0), day, hour, minute, second, day of the week (from Sunday, 0) and day of the year (from 0). The
 * local time zone is UTC, so that a run has the same results on every node.
 */
final class DateFunctions {

  private static final int PARTS = 6;
  private static final double LARGEST = 3e16;
  private static final int MAX_FORMAT = 1_000;

  private DateFunctions() {}

  static void addTo(Functions all) {
    all.add("gmtime", (in, budget) -> parts(in, "gmtime"));
    all.add("localtime", (in, budget) -> parts(in, "localtime"));
    all.add("mktime", (in, budget) -> Numbers.of(seconds(in)));
    all.add("strftime", (in, format, budget) -> written(in, format, "strftime/1", budget));
    all.add(
        "strflocaltime", (in, format, budget) -> written(in, format, "strflocaltime/1", budget));
    all.add("strptime", DateFunctions::read);
  }

  private static JsonNode parts(JsonNode in, String name) {
    if (!in.isNumber()) {
      throw JqError.of(name + "() requires numeric inputs");
    }
    double seconds = in.doubleValue();
    if (!(Math.abs(seconds) < LARGEST)) {
      throw JqError.of("error converting number of seconds since epoch to datetime");
    }
    double whole = Math.floor(seconds);
    LocalDateTime time = LocalDateTime.ofEpochSecond((long) whole, 0, ZoneOffset.UTC);
    return parts(time, seconds - whole);
  }

  private static ArrayNode parts(LocalDateTime time, double fraction) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    parts.add(time.getYear()).add(time.getMonthValue() - 1).add(time.getDayOfMonth());
    parts.add(time.getHour()).add(time.getMinute());
    parts.add(Numbers.of(time.getSecond() + fraction));
    return parts.add(time.getDayOfWeek().getValue() % 7).add(time.getDayOfYear() - 1);
  }

  private static long seconds(JsonNode in) {
    if (!in.isArray()) {
      throw JqError.of("mktime requires array inputs");
    }
    return time(in, "mktime").toEpochSecond(ZoneOffset.UTC);
  }

  /** Reads jq's array. Indexing may be missing at the end, and may exceed their range. */
  private static LocalDateTime time(JsonNode parts, String name) {
    long[] given = {1900, 0, 0, 0, 0, 0};
    for (int i = 0; i < parts.size(); i++) {
      JsonNode part = parts.get(i);
      if (!part.isNumber() || !(Math.abs(part.doubleValue()) < LARGEST)) {
        throw JqError.of(name + " requires parsed datetime inputs");
      }
      if (i < PARTS) {
        given[i] = (long) Math.floor(part.doubleValue());
      }
    }
    try {
      return LocalDateTime.of(Math.toIntExact(given[0]), 1, 1, 0, 0)
          .plusMonths(given[1])
          .plusDays(given[2] - 1)
          .plusHours(given[3])
          .plusMinutes(given[4])
          .plusSeconds(given[5]);
    } catch (DateTimeException | ArithmeticException e) {
      throw JqError.of(name + " requires a date that exists");
    }
  }

  private static JsonNode written(JsonNode in, JsonNode format, String name, Budget budget) {
    JsonNode parts = in.isNumber() ? parts(in, name) : in;
    if (!parts.isArray()) {
      throw JqError.of(name + " requires parsed datetime inputs");
    } else if (!format.isTextual()) {
      throw JqError.of(name + " requires a string format");
    }
    String text = new DateFormat(format(format, budget)).written(time(parts, name));
    budget.buildText(text.length()); // at most twelve times the format
    return TextNode.valueOf(text);
  }

  private static JsonNode read(JsonNode in, JsonNode format, Budget budget) {
    if (!in.isTextual() || !format.isTextual()) {
      throw JqError.of("strptime/1 requires string inputs and arguments");
    }
    budget.work(in.textValue().length());
    LocalDateTime time = new DateFormat(format(format, budget)).read(in.textValue());
    if (time == null) {
      budget.buildText(in.textValue().length());
      throw JqError.of(
          "date \"" + in.textValue() + "\" does not match format \"" + format.textValue() + "\"",
          "the text does not match the format");
    }
    return parts(time, 0);
  }

  private static String format(JsonNode format, Budget budget) {
    String text = format.textValue();
    if (text.length() > MAX_FORMAT) {
      throw JqError.of("a date format has at most " + MAX_FORMAT + " characters");
    }
    budget.work(text.length());
    return text;
  }
}
