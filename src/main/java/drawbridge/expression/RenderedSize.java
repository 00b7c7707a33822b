package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Bounds the size of a value as JSON before it is written. A small definition that refers to a
 * large value a thousand times is small only in memory.
 */
final class RenderedSize {

  private static final int TIMES_OUTPUT = 4;
  private static final int MAX_DEPTH = 500;

  private final long most;
  private long size;

  private RenderedSize(long most) {
    this.most = most;
  }

  /**
   * Returns the same value.
   *
   * @throws ResolutionFailure when it is too large or too deep to be written
   */
  static JsonNode checked(JsonNode value, ExpressionLimits limits) {
    new RenderedSize((long) TIMES_OUTPUT * limits.outputLength()).add(value, 0);
    return value;
  }

  private void add(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ResolutionFailure("a value is nested more than " + MAX_DEPTH + " levels deep");
    }
    size += 2 + (node.isTextual() ? node.textValue().length() : 0);
    if (size > most) {
      throw new ResolutionFailure("a value has more than " + most + " characters");
    }
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        size += member.getKey().length();
        add(member.getValue(), depth + 1);
      }
    } else {
      for (JsonNode element : node) {
        add(element, depth + 1);
      }
    }
  }
}
