package drawbridge.admin.control.tryout;

import drawbridge.platform.Fault;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
