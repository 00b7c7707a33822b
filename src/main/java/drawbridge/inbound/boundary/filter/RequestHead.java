package drawbridge.inbound.boundary.filter;

import drawbridge.inbound.body.ContentType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the headers that JAX-RS implementations parse before the application sees the request,
 * where they are not well-formed: these implementations would refuse the request unseen (R9). The
 * application then reads the request as one without the header, and shows the renamed one.
 */
public final class RequestHead {

  static final String UNREADABLE = "Drawbridge-Unreadable-";

  private static final String CONTENT_TYPE = "content-type";
  private static final String ACCEPT = "accept";
  private static final String TOKEN = "[!#$%&'+.^_`|~0-9A-Za-z-]++";

  /** A media range (RFC 9110 §12.5.1). */
  private static final Pattern RANGE =
      Pattern.compile(
          "[ \\t]*+(?:\\*/\\*|"
              + TOKEN
              + "/(?:\\*|"
              + TOKEN
              + "))(?:[ \\t]*+;[ \\t]*+(?:q=(?:0(?:\\.\\d{0,3}+)?+|1(?:\\.0{0,3}+)?+)|(?!q=)"
              + TOKEN
              + "=(?:"
              + TOKEN
              + "|\"[ !#-\\[\\]-~]*+\"))){0,10}+[ \\t]*+(?:,|$)",
          Pattern.CASE_INSENSITIVE);

  private RequestHead() {}

  /**
   * Returns the headers as the application reads them. Removes headers with our prefix, so that no
   * sender can set them.
   *
   * @param headers all values of each header
   */
  public static Map<String, List<String>> readable(Map<String, List<String>> headers) {
    Map<String, List<String>> readable = new LinkedHashMap<>();
    headers.forEach(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (!isReadable(lower, values)) {
            readable.put(UNREADABLE + name, List.of(String.join(", ", values)));
          } else if (!lower.startsWith(UNREADABLE.toLowerCase(Locale.ROOT))) {
            readable.put(name, new ArrayList<>(values));
          }
        });
    return readable;
  }

  /**
   * Whether JAX-RS implementations can parse a header.
   *
   * @param name in lower case
   */
  private static boolean isReadable(String name, List<String> values) {
    return switch (name) {
      case CONTENT_TYPE -> ContentType.of(values).isPresent();
      case ACCEPT -> values.stream().allMatch(RequestHead::isAccept);
      default -> true;
    };
  }

  private static boolean isAccept(String value) {
    Matcher range = RANGE.matcher(value);
    int at = 0;
    while (at < value.length()) {
      range.region(at, value.length());
      if (!range.lookingAt()) {
        return false;
      }
      at = range.end();
    }
    return !value.isEmpty() && !value.endsWith(",");
  }
}
