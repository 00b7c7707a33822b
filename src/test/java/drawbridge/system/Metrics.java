package drawbridge.system;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A reply of {@code /metrics}, parsed as Prometheus does. */
final class Metrics {

  private static final Pattern LINE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private final Map<String, Double> values = new TreeMap<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();

  private Metrics(String text) {
    text.lines().filter(line -> !line.startsWith("#")).forEach(this::read);
  }

  static Metrics of(Server server) {
    return new Metrics(server.get("/metrics?scope=application", Map.of()).body());
  }

  private void read(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new AssertionError("no metric: " + line);
    }
    Map<String, String> given =
        LABEL
            .matcher(parts.group(2))
            .results()
            .collect(
                Collectors.toMap(it -> it.group(1), it -> it.group(2), (a, b) -> b, TreeMap::new));
    given.remove("mp_scope");
    String all =
        given.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    labels.computeIfAbsent(parts.group(1), name -> new TreeSet<>()).addAll(given.keySet());
    if (values.put(parts.group(1) + "{" + all + "}", Double.valueOf(parts.group(3))) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  /** Returns the names of metrics, each with the names of its labels. */
  Map<String, Set<String>> labels() {
    return labels;
  }

  /**
   * Returns the value of one of Drawbridge's metrics.
   *
   * @param name without the prefix {@code drawbridge_}
   * @param labels all labels in the order of their names: {@code state=failed}
   */
  long value(String name, String... labels) {
    String key =
        "drawbridge_" + name + Arrays.stream(labels).collect(Collectors.joining(",", "{", "}"));
    Double value = values.get(key);
    if (value == null) {
      throw new AssertionError("no " + key + " among " + values.keySet());
    }
    return Math.round(value);
  }
}
