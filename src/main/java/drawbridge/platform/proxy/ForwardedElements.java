package drawbridge.platform.proxy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits forwarding headers into one element for each hop. The elements of repeated headers follow
 * each other (RFC 9110, 5.3).
 */
final class ForwardedElements {

  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern PAIR =
      Pattern.compile("(" + TOKEN + ")=(?:(" + TOKEN + ")|\"((?:[^\"\\\\]|\\\\.)*+)\")");
  private static final Pattern SPACE = Pattern.compile("[ \\t]*+");

  private ForwardedElements() {}

  /**
   * Reads the parameters of each element of {@code Forwarded} (RFC 7239, 4); names are in lower
   * case.
   *
   * @return empty when a value is malformed or repeats a parameter in an element
   */
  static Optional<List<Map<String, String>>> of(List<String> values) {
    List<Map<String, String>> elements = new ArrayList<>();
    for (String value : values) {
      if (!read(value, elements)) {
        return Optional.empty();
      }
    }
    return Optional.of(elements);
  }

  /** Splits {@code X-Forwarded-For} or {@code X-Forwarded-Proto}. */
  static List<String> list(List<String> values) {
    List<String> elements = new ArrayList<>();
    for (String value : values) {
      for (String each : value.split(",", -1)) {
        elements.add(each.strip());
      }
    }
    return elements;
  }

  private static boolean read(String value, List<Map<String, String>> elements) {
    Map<String, String> element = new HashMap<>();
    Matcher pair = PAIR.matcher(value);
    int at = skip(value, 0);
    while (true) {
      if (!pair.region(at, value.length()).lookingAt()) {
        return false;
      }
      String name = pair.group(1).toLowerCase(Locale.ROOT);
      if (element.put(name, valueOf(pair)) != null) {
        return false;
      }
      at = skip(value, pair.end());
      if (at == value.length()) {
        elements.add(element);
        return true;
      }
      char separator = value.charAt(at);
      if (separator == ',') {
        elements.add(element);
        element = new HashMap<>();
      } else if (separator != ';') {
        return false;
      }
      at = skip(value, at + 1);
    }
  }

  private static String valueOf(Matcher pair) {
    String token = pair.group(2);
    return token == null ? pair.group(3).replaceAll("\\\\(.)", "$1") : token;
  }

  private static int skip(String value, int from) {
    Matcher space = SPACE.matcher(value).region(from, value.length());
    return space.lookingAt() ? space.end() : from;
  }
}
