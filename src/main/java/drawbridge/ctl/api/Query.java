package drawbridge.ctl.api;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The query of a call, in order. */
public final class Query {

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Sets a parameter; leaves it out when the value is null. */
  public Query with(String name, @Nullable Object value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value.toString());
    }
    return this;
  }

  /** Returns the parameters that are set. */
  public Map<String, String> values() {
    return values;
  }

  /** Returns the text that follows the path: empty, or with its question mark. */
  String text() {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(it -> encoded(it.getKey()) + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** Returns the text with every byte escaped that a segment of a path or a query cannot hold. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
