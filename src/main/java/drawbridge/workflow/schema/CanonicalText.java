package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** Writes a value so that equal values have equal texts: 1 and 1.0, and members in any order. */
final class CanonicalText {

  private CanonicalText() {}

  static String of(JsonNode value) {
    StringBuilder text = new StringBuilder();
    write(value, text);
    return text.toString();
  }

  private static void write(JsonNode value, StringBuilder text) {
    if (value.isNumber()) {
      text.append(value.decimalValue().stripTrailingZeros());
    } else if (value.isArray()) {
      text.append('[');
      value.forEach(
          element -> {
            write(element, text);
            text.append(',');
          });
      text.append(']');
    } else if (value.isObject()) {
      Map<String, JsonNode> members = new TreeMap<>();
      value.properties().forEach(it -> members.put(it.getKey(), it.getValue()));
      text.append('{');
      members.forEach(
          (name, member) -> {
            text.append(Json.write(Json.NODES.textNode(name))).append(':');
            write(member, text);
            text.append(',');
          });
      text.append('}');
    } else {
      text.append(Json.write(value));
    }
  }
}
