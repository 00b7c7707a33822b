package drawbridge.inbound.boundary.filter;

import drawbridge.inbound.body.ContentType;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renames the headers that JAX-RS implementations parse before the application sees the request,
 * where they are not well-formed: these implementations would refuse the request unseen (R9). The
 * application then reads the request as one without the header, and shows the renamed one.
 */
public final class RequestHead {

  static final String UNREADABLE = "Drawbridge-Unreadable-";

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
          if (!isReadable(name, it -> values)) {
            readable.put(UNREADABLE + name, List.of(String.join(", ", values)));
          } else if (!isRenamed(name)) {
            readable.put(name, values);
          }
        });
    return readable;
  }

  /**
   * Returns whether the application reads all headers as they were sent. Copies none, since almost
   * every request is so.
   *
   * @param values returns all values of a header
   */
  static boolean areReadable(Enumeration<String> names, Function<String, List<String>> values) {
    while (names.hasMoreElements()) {
      String name = names.nextElement();
      if (isRenamed(name) || !isReadable(name, values)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRenamed(String name) {
    return name.regionMatches(true, 0, UNREADABLE, 0, UNREADABLE.length());
  }

  /** Whether JAX-RS implementations can parse a header. */
  private static boolean isReadable(String name, Function<String, List<String>> values) {
    if (name.equalsIgnoreCase("Content-Type")) {
      return ContentType.of(values.apply(name)).isPresent();
    }
    return !name.equalsIgnoreCase("Accept")
        || values.apply(name).stream().allMatch(RequestHead::isAccept);
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
