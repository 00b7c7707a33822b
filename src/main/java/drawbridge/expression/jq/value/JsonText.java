package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Writes values as {@code tojson} does. */
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Returns the shortest text; its size is charged before it is built. */
  public static String of(JsonNode node, Budget budget) {
    if (node.isNumber()) {
      int length = Numbers.length(node);
      budget.work(length);
      budget.buildText(length);
      return Numbers.text(node);
    }
    long size = ValueSize.of(node, budget).size();
    budget.buildText(size);
    StringBuilder out = new StringBuilder();
    write(node, out, Bounds.TEXT_LENGTH);
    budget.checkText(out.length());
    budget.build(2 * Math.max(0, out.length() - size)); // escapes, which the size leaves out
    return out.toString();
  }

  /** Returns at least the first characters of the text, however large the value is. */
  static String start(JsonNode node, int characters) {
    StringBuilder out = new StringBuilder();
    write(node, out, characters);
    return out.toString();
  }

  /** Returns the value as JSON can hold it; the value itself where nothing differs. */
  public static JsonNode json(JsonNode node, Budget budget) {
    return isJson(node) ? node : copy(node, budget);
  }

  private static boolean isJson(JsonNode node) {
    return node.isContainerNode()
        ? node.valueStream().allMatch(JsonText::isJson)
        : !node.isNumber() || Numbers.isExact(node);
  }

  private static JsonNode copy(JsonNode node, Budget budget) {
    if (node.isArray()) {
      budget.buildElements(node.size());
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
      node.forEach(element -> copy.add(copy(element, budget)));
      return copy;
    } else if (node.isObject()) {
      budget.buildMembers(node.size());
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      node.properties()
          .forEach(member -> copy.set(member.getKey(), copy(member.getValue(), budget)));
      return copy;
    }
    return node.isNumber() ? Numbers.json(node) : node;
  }

  private static void write(JsonNode node, StringBuilder out, int limit) {
    switch (node.getNodeType()) {
      case STRING -> quote(node.textValue(), out, limit);
      case NUMBER -> out.append(Numbers.text(node));
      case BOOLEAN -> out.append(node.booleanValue());
      case ARRAY -> array(node, out, limit);
      case OBJECT -> object(node, out, limit);
      case BINARY, MISSING, NULL, POJO -> out.append("null");
    }
  }

  private static void array(JsonNode node, StringBuilder out, int limit) {
    out.append('[');
    for (int i = 0; i < node.size() && out.length() <= limit; i++) {
      out.append(i > 0 ? "," : "");
      write(node.get(i), out, limit);
    }
    out.append(']');
  }

  private static void object(JsonNode node, StringBuilder out, int limit) {
    String before = "";
    out.append('{');
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (out.length() > limit) {
        break;
      }
      out.append(before);
      quote(member.getKey(), out, limit);
      out.append(':');
      write(member.getValue(), out, limit);
      before = ",";
    }
    out.append('}');
  }

  private static void quote(String text, StringBuilder out, int limit) {
    out.append('"');
    for (int i = 0; i < text.length() && out.length() <= limit; i++) {
      char c = text.charAt(i);
      int escape = "\"\\\n\r\t\b\f".indexOf(c);
      if (escape >= 0) {
        out.append('\\').append("\"\\nrtbf".charAt(escape));
      } else if (c < ' ' || c == 0x7f) {
        out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
