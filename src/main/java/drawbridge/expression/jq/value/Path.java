package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands in the input of a path expression: a list of keys, the last one first.
 *
 * @param parent null for the input itself
 */
public record Path(@Nullable Path parent, JsonNode key, int length) {

  /** The input itself. */
  public static final Path ROOT = new Path(null, NullNode.instance, 0);

  /** No place of the input: a calculated value. */
  public static final Path NOWHERE = new Path(null, NullNode.instance, -1);

  private static final int LONGEST = 10_000;

  /** Returns whether the value is calculated and stands at no place. */
  public boolean isNowhere() {
    return length < 0;
  }

  /** Returns the path to a part of the value at this path. */
  public Path to(JsonNode part) {
    return new Path(this, part, length + 1);
  }

  /** Returns the path to a part, which may be given by several keys. */
  public Path toAll(JsonNode keys) {
    Path path = this;
    for (JsonNode part : keys) {
      path = path.to(part);
    }
    return path;
  }

  /** Returns the keys as an array. */
  public ArrayNode keys(Budget budget) {
    budget.buildElements(length + 1L);
    JsonNode[] keys = new JsonNode[length];
    for (Path path = this; path != null && path.length > 0; path = path.parent) {
      keys[path.length - 1] = path.key;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode(length);
    for (JsonNode part : keys) {
      all.add(part);
    }
    return all;
  }

  /** Returns the error that a path leads through a calculated value. */
  public static JqError calculated(JsonNode value, JsonNode key, Budget budget) {
    return JqError.of(
        "Invalid path expression near attempt to access element "
            + Values.shortened(key, budget)
            + " of "
            + Values.shortened(value, budget),
        "a path expression accesses a calculated value");
  }

  /** Checks keys given by a program. */
  public static void check(JsonNode keys) {
    if (!keys.isArray()) {
      throw JqError.of("Path must be specified as an array");
    }
    if (keys.size() > LONGEST) {
      throw JqError.of("Path too deep");
    }
  }
}
