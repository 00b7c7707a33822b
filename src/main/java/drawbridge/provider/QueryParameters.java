package drawbridge.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a query (WHATWG URL §5.1). */
final class QueryParameters {

  private QueryParameters() {}

  /** Returns all decoded values by name, sorted. */
  static SortedMap<String, List<String>> in(@Nullable String query) {
    return query == null ? new TreeMap<>() : parameters(query);
  }

  private static SortedMap<String, List<String>> parameters(String text) {
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
      }
    }
    return parameters;
  }

  /** Decodes a text; returns it unchanged when a percent sign is malformed. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
