package drawbridge.console.boundary.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import drawbridge.platform.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How values are written in pages; the functions of {@code urn:drawbridge:console}. */
public final class Shown {

  private Shown() {}

  /** ISO 8601 in UTC, to the millisecond; null stays null. */
  public static @Nullable String iso(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** JSON over several lines; what is no JSON, and null, stays as it is. */
  public static @Nullable String pretty(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      return json;
    }
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

  static String inWords(Duration length) {
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
