package drawbridge.provider;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads names and values in {@code application/x-www-form-urlencoded}. */
final class FormParameters {

  private static final Pattern MEDIA_TYPE =
      Pattern.compile("(?i)application/x-www-form-urlencoded\\s*(;.*)?");
  private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\";\\s]+)");

  private FormParameters() {}

  static boolean isForm(Optional<String> contentType) {
    return contentType.filter(type -> MEDIA_TYPE.matcher(type.strip()).matches()).isPresent();
  }

  /** Returns all decoded values by name, sorted. */
  static SortedMap<String, List<String>> ofQuery(@Nullable String query) {
    return fields(query == null ? "" : query, StandardCharsets.UTF_8);
  }

  /** Returns all decoded values by name, sorted; none when the body is not a form. */
  static SortedMap<String, List<String>> ofBody(byte[] body, Optional<String> contentType) {
    if (!isForm(contentType)) {
      return new TreeMap<>();
    }
    String text = new String(body, StandardCharsets.ISO_8859_1); // others are percent-encoded
    Charset charset = contentType.flatMap(FormParameters::charset).orElse(StandardCharsets.UTF_8);
    return fields(isAscii(text) ? text : new String(body, charset), charset);
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static Optional<Charset> charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType);
    try {
      return named.find()
          ? Optional.of(Charset.forName(named.group(1).toLowerCase(Locale.ROOT)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an unknown charset; the reading of the body refuses it
    }
  }

  private static SortedMap<String, List<String>> fields(String text, Charset charset) {
    SortedMap<String, List<String>> fields = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        fields
            .computeIfAbsent(decoded(name, charset), key -> new ArrayList<>())
            .add(decoded(value, charset));
      }
    }
    return fields;
  }

  /** Decodes a text; returns it unchanged when a percent sign is malformed. */
  private static String decoded(String text, Charset charset) {
    try {
      return URLDecoder.decode(text, charset);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
