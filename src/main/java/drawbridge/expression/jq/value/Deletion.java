package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Removes parts of a value. Each array and object is copied once, however many of its parts are
 * removed; all positions are those of the original.
 */
public final class Deletion {

  private final Map<JsonNode, Deletion> parts = new LinkedHashMap<>();
  private boolean isWhole;

  private Deletion() {}

  /** Returns the value without the parts at the paths, an array of arrays of keys. */
  public static JsonNode of(JsonNode value, JsonNode paths, Budget budget) {
    if (!paths.isArray()) {
      throw JqError.of("Paths must be specified as an array");
    }
    Deletion deletion = new Deletion();
    for (JsonNode keys : paths) {
      Path.check(keys);
      deletion.add(keys, budget);
    }
    return deletion.apply(value, budget);
  }

  private void add(JsonNode keys, Budget budget) {
    Deletion part = this;
    for (JsonNode key : keys) {
      budget.buildMembers(2);
      if (!isKey(key)) {
        throw JqError.of("Cannot delete field at " + Values.type(key) + " index");
      }
      part = part.parts.computeIfAbsent(key, k -> new Deletion());
    }
    part.isWhole = true;
  }

  private static boolean isKey(JsonNode key) {
    return key.isTextual()
        || key.isNumber()
        || (key.isObject() && key.valueStream().noneMatch(JsonNode::isContainerNode));
  }

  private JsonNode apply(JsonNode value, Budget budget) {
    if (isWhole || value.isNull() || parts.isEmpty()) {
      return isWhole ? NullNode.instance : value;
    }
    budget.step();
    Edit edit = new Edit(value, budget);
    BitSet removed = new BitSet();
    for (Map.Entry<JsonNode, Deletion> part : parts.entrySet()) {
      JsonNode key = part.getKey();
      if (part.getValue().isWhole) {
        mark(value, key, removed, budget);
      } else {
        JsonNode old = Parts.get(value, key, budget);
        if (!old.isNull()) {
          JsonNode keys = JsonNodeFactory.instance.arrayNode().add(key);
          edit.set(keys, part.getValue().apply(old, budget));
        }
      }
    }
    return value.isObject() ? members(edit.result(), budget) : elements(edit.result(), removed);
  }

  private static void mark(JsonNode value, JsonNode key, BitSet removed, Budget budget) {
    budget.work(1);
    if (value.isArray() && key.isNumber()) {
      int index = Parts.position(key.doubleValue(), value.size());
      if (index >= 0 && index < value.size()) {
        removed.set(index);
      }
    } else if (value.isArray() && key.isObject()) {
      Parts.Range range = Parts.Range.of(key, value.size());
      removed.set(range.from(), range.to());
    } else if (!value.isObject() || !key.isTextual()) {
      throw JqError.of(
          "Cannot delete field at "
              + (key.isTextual() ? "object" : "array")
              + " index of "
              + Values.type(value));
    }
  }

  private JsonNode members(JsonNode object, Budget budget) {
    budget.buildMembers(object.size());
    ObjectNode kept = JsonNodeFactory.instance.objectNode();
    kept.setAll((ObjectNode) object);
    parts.forEach(
        (key, part) -> {
          if (part.isWhole) {
            kept.remove(key.textValue());
          }
        });
    return kept;
  }

  private static JsonNode elements(JsonNode array, BitSet removed) {
    if (removed.isEmpty()) {
      return array;
    }
    ArrayNode kept = JsonNodeFactory.instance.arrayNode(array.size());
    for (int i = 0; i < array.size(); i++) {
      if (!removed.get(i)) {
        kept.add(array.get(i));
      }
    }
    return kept;
  }
}
