package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * How large a value would be as JSON, found out before anybody writes it: a small definition that
 * names a large value a thousand times is small in memory only.
 */
final class RenderedSize {

  private static final int TIMES_OUTPUT = 4;
  private static final int DEEPEST = 500;

  private final long most;
  private long size;

  private RenderedSize(long most) {
    this.most = most;
  }

  /**
   * The same value.
   *
   * @throws ResolutionFailure when it is too large or too deep to be written
   */
  static JsonNode checked(JsonNode value, ExpressionLimits limits) {
    new RenderedSize((long) TIMES_OUTPUT * limits.outputLength()).add(value, 0);
    return value;
  }

  private void add(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      throw new ResolutionFailure("a value is nested more than " + DEEPEST + " levels deep");
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
