package drawbridge.admin.control.journal;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A value inside of a JSON document, and the expression that refers to it in a workflow (H1, H2).
 *
 * @param depth number of enclosing values
 * @param name member name or index; empty for the outermost value
 * @param shown the value as JSON; for objects and arrays the number of members or items
 * @param kind {@code object}, {@code array}, {@code text}, {@code number} or {@code word}
 * @param reference {@code {{…}}}; empty when no expression can refer to the value
 */
public record NamedValue(int depth, String name, String shown, String kind, String reference) {

  /** Maximum number of values listed for one document. */
  public static final int MOST = 300;

  private static final int LONGEST = 1_000;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Names with another meaning in Handlebars. */
  private static final Set<String> RESERVED =
      Set.of("this", "true", "false", "null", "undefined", "else", "as", "each", "if", "unless");

  /** Lists the values of runtime data: {@code {{runtime.order.id}}}. */
  public static List<NamedValue> ofRuntime(String json) {
    return of(json, Optional.of("runtime"));
  }

  /** Lists the values of preset states: {@code {{states.language.value}}}. */
  public static List<NamedValue> ofStateValues(String json) {
    Lines lines = new Lines();
    Json.read(json)
        .properties()
        .forEach(
            state ->
                lines.add(
                    0,
                    state.getKey(),
                    state.getValue(),
                    under(Optional.of("states"), state.getKey()).map(path -> path + ".value")));
    return lines.found;
  }

  /** Lists the values of the request: {@code {{request.headers.X-Event}}}. */
  public static List<NamedValue> ofRequest(String json) {
    return of(json, Optional.of("request"));
  }

  /** Lists the values of a task's output: {@code {{states.greet.output.text}}}. */
  public static List<NamedValue> ofOutput(String task, String json) {
    return of(json, under(Optional.of("states"), task).map(path -> path + ".output"));
  }

  private static List<NamedValue> of(String json, Optional<String> path) {
    Lines lines = new Lines();
    lines.add(0, "", Json.read(json), path);
    return lines.found;
  }

  /**
   * Returns the path of a member. Empty when the name is empty or has a closing bracket or a
   * control character: paths cannot express those names.
   */
  private static Optional<String> under(Optional<String> path, String name) {
    if (PLAIN.matcher(name).matches() && !RESERVED.contains(name)) {
      return path.map(it -> it + "." + name);
    }
    return name.isEmpty() || name.chars().anyMatch(c -> c == ']' || c < ' ')
        ? Optional.empty()
        : path.map(it -> it + ".[" + name + "]");
  }

  private static final class Lines {
    private final List<NamedValue> found = new ArrayList<>();

    void add(int depth, String name, JsonNode value, Optional<String> path) {
      if (found.size() == MOST) {
        return;
      }
      String reference = path.map(it -> "{{" + it + "}}").orElse("");
      found.add(new NamedValue(depth, name, shown(value), kind(value), reference));
      value
          .properties()
          .forEach(it -> add(depth + 1, it.getKey(), it.getValue(), under(path, it.getKey())));
      for (int i = 0; value.isArray() && i < value.size() && found.size() < MOST; i++) {
        String index = "[" + i + "]";
        add(depth + 1, index, value.get(i), path.map(it -> it + "." + index));
      }
    }

    private static String shown(JsonNode value) {
      if (value.isContainerNode()) {
        String parts = value.isObject() ? "member" : "item";
        return value.isEmpty()
            ? (value.isObject() ? "{ }" : "[ ]")
            : value.size() + " " + parts + (value.size() == 1 ? "" : "s");
      }
      String text = Json.write(value);
      return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String kind(JsonNode value) {
      return switch (value.getNodeType()) {
        case OBJECT -> "object";
        case ARRAY -> "array";
        case STRING -> "text";
        case NUMBER -> "number";
        default -> "word";
      };
    }
  }
}
