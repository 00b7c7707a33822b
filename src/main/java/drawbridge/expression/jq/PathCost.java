package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

/** Charges for the copies that a change at a path makes, before the change. */
final class PathCost {

  private PathCost() {}

  static JsonNode changed(JsonNode in, Path path, Path.Mutation change) throws JsonQueryException {
    ArrayNode segments = JsonNodeFactory.instance.arrayNode();
    path.toJsonNode(segments);
    count(in, segments, Budget.current());
    return path.mutate(in, change);
  }

  /** Containers along the path are copied, and arrays are filled up to the index. */
  static void count(JsonNode in, JsonNode segments, Budget budget) {
    budget.step();
    if (segments.size() > Bounds.DEPTH) {
      throw new LimitPassed("it makes a value nested more than " + Bounds.DEPTH + " levels deep");
    }
    JsonNode at = in;
    for (JsonNode segment : segments) {
      if (segment.isNumber()) {
        budget.buildElements(Math.max(at.size(), segment.asInt() + 1L));
        at = at.path(segment.asInt() < 0 ? segment.asInt() + at.size() : segment.asInt());
      } else if (segment.isTextual()) {
        budget.buildMembers(at.size() + 1L);
        at = at.path(segment.textValue());
      } else {
        budget.buildElements(2L * at.size());
      }
    }
  }
}
