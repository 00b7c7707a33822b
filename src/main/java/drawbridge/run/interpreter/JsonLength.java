package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;

/** Estimates the length of a tree as JSON without writing it, up to a limit. */
final class JsonLength {

  private int left;

  private JsonLength(int most) {
    this.left = most;
  }

  static boolean isOver(int most, JsonNode tree) {
    JsonLength size = new JsonLength(most);
    size.take(tree);
    return size.left < 0;
  }

  private void take(JsonNode node) {
    if (node.isTextual()) {
      left -= node.textValue().length() + 2;
    } else if (node.isObject()) {
      left -= 2;
      for (var member : node.properties()) {
        left -= member.getKey().length() + 4;
        take(member.getValue());
        if (left < 0) {
          return;
        }
      }
    } else if (node.isArray()) {
      left -= 2;
      for (int i = 0; i < node.size() && left >= 0; i++) {
        left--;
        take(node.get(i));
      }
    } else {
      left -= node.isNumber() ? 8 : 5;
    }
  }
}
