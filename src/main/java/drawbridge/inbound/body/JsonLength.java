package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Computes the length of the JSON text of a tree without making it. */
final class JsonLength {

  private JsonLength() {}

  /** Returns at least the number of characters. */
  static long of(JsonNode tree) {
    long length = 2;
    if (tree.isTextual()) {
      return of(tree.textValue());
    } else if (tree.isObject()) {
      for (Map.Entry<String, JsonNode> member : tree.properties()) {
        length += of(member.getKey()) + of(member.getValue()) + 2;
      }
    } else if (tree.isArray()) {
      for (JsonNode element : tree) {
        length += of(element) + 1;
      }
    } else {
      length = tree.isBigDecimal() || tree.isBigInteger() ? tree.asText().length() + 8 : 20;
    }
    return length;
  }

  private static long of(String text) {
    long length = 2L + text.length();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      length += c < ' ' ? 5 : c == '"' || c == '\\' ? 1 : 0;
    }
    return length;
  }
}
