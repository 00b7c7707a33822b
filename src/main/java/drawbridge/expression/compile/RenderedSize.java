package drawbridge.expression.compile;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.json.JsonLimits;
import java.util.Map;

/**
 * Bounds the size of a value as JSON before it is written. A small definition that refers to a
 * large value a thousand times is small only in memory.
 */
final class RenderedSize {

  private static final long MAX_SIZE = 4 * 1024 * 1024;
  private static final int MAX_DEPTH = JsonLimits.DEPTH;

  private long size;

  /**
   * Returns the same value.
   *
   * @throws ResolutionFailure when it is too large or too deep to be written
   */
  static JsonNode checked(JsonNode value) {
    new RenderedSize().add(value, 0);
    return value;
  }

  private void add(JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw new ResolutionFailure("a value is nested more than " + MAX_DEPTH + " levels deep");
    }
    size += 2 + (node.isTextual() ? node.textValue().length() : 0);
    if (size > MAX_SIZE) {
      throw new ResolutionFailure("a value has more than " + MAX_SIZE + " characters");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      size += member.getKey().length();
    }
    for (JsonNode child : node) {
      add(child, depth + 1);
    }
  }
}
