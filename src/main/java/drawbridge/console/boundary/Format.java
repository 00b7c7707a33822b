package drawbridge.console.boundary;

import com.fasterxml.jackson.core.JsonProcessingException;
import drawbridge.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats values for pages; the functions of {@code urn:drawbridge:console}. */
public final class Format {

  private Format() {}

  /** Formats an instant as ISO 8601 in UTC with milliseconds; null for null. */
  public static @Nullable String iso(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Indents JSON. Returns invalid JSON and null unchanged. */
  public static @Nullable String pretty(@Nullable String json) {
    if (json == null) {
      return null;
    }
    try {
      return Json.pretty(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      return json;
    }
  }

  /** Returns the first eight and the last four characters of an id; null for null. */
  public static @Nullable String shortened(@Nullable String id) {
    return id == null || id.length() < 16
        ? id
        : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
  }

  /** Groups the digits of a number: 1,234,567. */
  public static String grouped(long number) {
    return String.format(Locale.ENGLISH, "%,d", number);
  }

  /** Formats the time between two instants like {@link #duration}; null when one is null. */
  public static @Nullable String elapsed(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? null : duration(Duration.between(from, to));
  }

  /** Formats a duration: 12 ms, 3.4 s, 5 min 6 s, 2 h 5 min, 3 d 4 h. */
  public static String duration(Duration length) {
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
