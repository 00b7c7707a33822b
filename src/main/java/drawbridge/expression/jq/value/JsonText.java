package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** Writes values as {@code tojson} does. */
public final class JsonText {

  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Returns the shortest text; its size is charged before it is built. */
  public static String of(JsonNode node, Budget budget) {
    if (node.isNumber()) {
      return Numbers.text(node);
    }
    budget.buildText(ValueSize.of(node, budget).size());
    StringBuilder out = new StringBuilder();
    write(node, out);
    return out.toString();
  }

  /** Returns the value as JSON can hold it; the value itself where nothing differs. */
  public static JsonNode json(JsonNode node, Budget budget) {
    if (node.isNumber()) {
      return Numbers.json(node);
    } else if (!node.isContainerNode()) {
      return node;
    }
    Edit edit = new Edit(node, budget);
    boolean differs = false;
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        JsonNode changed = json(member.getValue(), budget);
        if (changed != member.getValue()) {
          differs = true;
          edit.set(keys(TextNode.valueOf(member.getKey())), changed);
        }
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        JsonNode changed = json(node.get(i), budget);
        if (changed != node.get(i)) {
          differs = true;
          edit.set(keys(IntNode.valueOf(i)), changed);
        }
      }
    }
    return differs ? edit.result() : node;
  }

  private static JsonNode keys(JsonNode key) {
    return JsonNodeFactory.instance.arrayNode().add(key);
  }

  private static void write(JsonNode node, StringBuilder out) {
    switch (node.getNodeType()) {
      case STRING -> quote(node.textValue(), out);
      case NUMBER -> out.append(Numbers.text(node));
      case BOOLEAN -> out.append(node.booleanValue());
      case ARRAY -> array(node, out);
      case OBJECT -> object(node, out);
      case BINARY, MISSING, NULL, POJO -> out.append("null");
    }
  }

  private static void array(JsonNode node, StringBuilder out) {
    String before = "[";
    for (JsonNode element : node) {
      out.append(before);
      write(element, out);
      before = ",";
    }
    out.append(node.isEmpty() ? "[]" : "]");
  }

  private static void object(JsonNode node, StringBuilder out) {
    String before = "{";
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      out.append(before);
      quote(member.getKey(), out);
      out.append(':');
      write(member.getValue(), out);
      before = ",";
    }
    out.append(node.isEmpty() ? "{}" : "}");
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
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
