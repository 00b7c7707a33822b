package drawbridge.contract;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the placeholders of one execution of a case stand for. */
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
   * @param names what {@code {workspace}} and other names in braces stand for
   */
  static Bindings of(Map<String, String> names) {
    return new Bindings(new HashMap<>(), Map.copyOf(names));
  }

  Bindings copy() {
    return new Bindings(new HashMap<>(values), names);
  }

  /** Takes over what a successful match on a copy captured. */
  void takeOver(Bindings matched) {
    values.putAll(matched.values);
  }

  void capture(String token, String value) {
    values.put(token, value);
  }

  /**
   * The value of {@code uid:1} or {@code runId:a}; a uid or number is made when it is first asked
   * for.
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

  /** The text with everything filled in that is known. */
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
