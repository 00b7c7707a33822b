package drawbridge.console.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import drawbridge.admin.control.journal.NamedValue;
import drawbridge.admin.control.journal.StepLines;
import drawbridge.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How values are written in pages; the functions of {@code urn:drawbridge:console}. */
public final class Format {

  private static final int LONGEST = 200_000;

  private Format() {}

  /** ISO 8601 in UTC, to the millisecond; null stays null. */
  public static @Nullable String iso(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /**
   * JSON over several lines; what is no JSON, and null, stays as it is. What is very long is cut,
   * and ends with an ellipsis.
   */
  public static @Nullable String pretty(@Nullable String json) {
    if (json == null) {
      return null;
    } else if (json.length() > LONGEST) {
      return json.substring(0, LONGEST) + "…";
    }
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  /** The first eight and the last four characters of an id, which differ; null stays null. */
  public static @Nullable String shortened(@Nullable String id) {
    return id == null || id.length() < 16
        ? id
        : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
  }

  /** A request's data, line by line, each with its reference; empty when it is null or cut. */
  public static List<NamedValue> runtime(@Nullable String json) {
    return lines(json, NamedValue::ofRuntime);
  }

  /** Preset state values, line by line. */
  public static List<NamedValue> states(@Nullable String json) {
    return lines(json, NamedValue::ofStateValues);
  }

  /** What a task gave, line by line. */
  public static List<NamedValue> output(String task, @Nullable String json) {
    return lines(json, text -> NamedValue.ofOutput(task, text));
  }

  private static List<NamedValue> lines(
      @Nullable String json, Function<String, List<NamedValue>> reading) {
    return json == null || json.length() > StepLines.LONGEST_TEXT ? List.of() : reading.apply(json);
  }

  /** A number with its thousands apart: 1,234,567. */
  public static String grouped(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /**
   * How long something took: 12 ms, 3.4 s, 5 min 6 s, 2 h 5 min, 3 d 4 h; null when it is not over.
   */
  public static @Nullable String lasted(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : inWords(Duration.between(from, to));
  }

  /** A length of time: 12 ms, 3.4 s, 5 min 6 s, 2 h 5 min, 3 d 4 h. */
  public static String inWords(Duration length) {
    long millis = Math.max(0, length.toMillis());
    long seconds = millis / 1_000;
    if (millis < 1_000) {
      return millis + " ms";
    } else if (seconds < 60) {
      return String.format(Locale.ENGLISH, "%.1f s", Math.floor(millis / 100.0) / 10);
    } else if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }
}
