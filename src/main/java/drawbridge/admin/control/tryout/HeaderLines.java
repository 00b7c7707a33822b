package drawbridge.admin.control.tryout;

import drawbridge.platform.Fault;
import drawbridge.provider.DeliveryPart;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads pasted headers: one {@code Name: value} on each line. */
public final class HeaderLines {

  private HeaderLines() {}

  /**
   * Reads headers and skips blank lines.
   *
   * @param faults receives one fault for each malformed line, with its number and without its text
   */
  public static Map<String, List<String>> read(String text, List<Fault> faults) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (name.matches(DeliveryPart.TOKEN)) {
        headers
            .computeIfAbsent(name, key -> new ArrayList<>())
            .add(line.substring(colon + 1).strip());
      } else if (!line.isBlank()) {
        faults.add(new Fault("", "must be a header like Name: value", number, 1));
      }
    }
    return headers;
  }

  /** Writes headers as {@link #read} reads them, without the media type of the body. */
  public static String write(Map<String, String> headers) {
    return headers.entrySet().stream()
        .filter(each -> !each.getKey().equalsIgnoreCase("Content-Type"))
        .map(each -> each.getKey() + ": " + each.getValue())
        .collect(Collectors.joining("\n"));
  }

  /** Writes decoded parameters as a query of a URL. */
  public static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
