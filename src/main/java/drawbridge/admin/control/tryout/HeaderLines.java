package drawbridge.admin.control.tryout;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Headers as people paste them: one on each line, {@code Name: value}. */
public final class HeaderLines {

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

  private HeaderLines() {}

  /**
   * Reads them; empty lines are passed over.
   *
   * @param faults every line that is none is added, never quoted
   */
  public static Map<String, List<String>> read(String text, List<Fault> faults) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).strip();
      if (NAME.matcher(name).matches()) {
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
