package drawbridge.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The values of placeholders in one execution of a case. */
final class Bindings {

  static final Pattern TOKEN = Pattern.compile("<([A-Za-z]+:[A-Za-z0-9]+)>");
  private static final Pattern TIMES = Pattern.compile("<times:([0-9]+):([^>]*)>");

  private final Map<String, String> values;
  private final Map<String, String> names;

  private Bindings(Map<String, String> values, Map<String, String> names) {
    this.values = values;
    this.names = names;
  }

  /**
   * @param names the values of {@code {workspace}} and other names in braces
   */
  static Bindings of(Map<String, String> names) {
    return new Bindings(new HashMap<>(), Map.copyOf(names));
  }

  Bindings copy() {
    return new Bindings(new HashMap<>(values), names);
  }

  /** Adopts the values that a successful match captured in a copy. */
  void adopt(Bindings matched) {
    values.putAll(matched.values);
  }

  void capture(String token, String value) {
    values.put(token, value);
  }

  /**
   * Returns the value of {@code uid:1} or {@code runId:a}. Generates a uid or number at its first
   * use.
   */
  Optional<String> find(String token) {
    if (token.startsWith("uid:")) {
      values.computeIfAbsent(token, t -> "uid-" + UUID.randomUUID());
    }
    if (token.startsWith("number:")) {
      values.computeIfAbsent(token, t -> Long.toString(UUID.randomUUID().getMostSignificantBits()));
    }
    return Optional.ofNullable(values.get(token));
  }

  /** Replaces all known placeholders. */
  String fill(String text) {
    String filled =
        TIMES
            .matcher(text)
            .replaceAll(
                m -> Matcher.quoteReplacement(m.group(2).repeat(Integer.parseInt(m.group(1)))));
    for (Map.Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("{" + name.getKey() + "}", name.getValue());
    }
    return TOKEN.matcher(filled).replaceAll(m -> Matcher.quoteReplacement(known(m)));
  }

  private String known(MatchResult token) {
    return find(token.group(1)).orElse(token.group());
  }
}
