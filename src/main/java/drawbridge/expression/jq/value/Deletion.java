package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.BitSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Removes parts of a value, from the last to the first as jq does. Each array and object is copied
 * once, however many of its parts are removed.
 */
public final class Deletion {

  /** By key; a hash of keys would let a sender make them collide. */
  private final NavigableMap<JsonNode, Deletion> parts;

  private boolean isWhole;

  private Deletion(JqComparator order) {
    parts = new TreeMap<>(order);
  }

  /** Returns the value without the parts at the paths, an array of arrays of keys. */
  public static JsonNode of(JsonNode value, JsonNode paths, Budget budget) {
    if (!paths.isArray()) {
      throw JqError.of("Paths must be specified as an array");
    }
    JqComparator order = JqComparator.total(budget);
    Deletion deletion = new Deletion(order);
    for (JsonNode keys : paths) {
      if (!keys.isArray()) {
        throw JqError.of("Path must be specified as array, not " + Values.type(keys));
      }
      Path.check(keys);
      deletion.add(keys, order, budget);
    }
    return deletion.apply(value, budget);
  }

  private void add(JsonNode keys, JqComparator order, Budget budget) {
    Deletion part = this;
    for (JsonNode key : keys) {
      budget.buildMembers(2);
      part = part.parts.computeIfAbsent(key, k -> new Deletion(order));
    }
    part.isWhole = true;
  }

  private JsonNode apply(JsonNode value, Budget budget) {
    if (isWhole || value.isNull() || parts.isEmpty()) {
      return isWhole ? NullNode.instance : value;
    }
    budget.step();
    Edit edit = new Edit(value, budget);
    for (Map.Entry<JsonNode, Deletion> part : parts.descendingMap().entrySet()) {
      JsonNode keys = JsonNodeFactory.instance.arrayNode().add(part.getKey());
      JsonNode old = part.getValue().isWhole ? NullNode.instance : edit.get(keys);
      if (!old.isNull()) {
        edit.set(keys, part.getValue().apply(old, budget));
      }
    }
    JsonNode edited = edit.result();
    BitSet removed = new BitSet();
    parts.forEach(
        (key, part) -> {
          if (part.isWhole) {
            mark(edited, key, removed, budget);
          }
        });
    return edited.isObject() ? members(edited, budget) : elements(edited, removed);
  }

  private static void mark(JsonNode value, JsonNode key, BitSet removed, Budget budget) {
    budget.work(1);
    if (value.isArray() && key.isNumber()) {
      int index = Indexing.position(key.doubleValue(), value.size());
      if (index >= 0 && index < value.size()) {
        removed.set(index);
      }
    } else if (value.isArray() && key.isObject()) {
      Indexing.Range range = Indexing.Range.of(key, value.size());
      budget.work((range.to() - range.from()) / 64);
      removed.set(range.from(), range.to());
    } else if (!value.isObject() || !key.isTextual()) {
      String kind = Values.type(key);
      throw JqError.of(
          value.isObject()
              ? "Cannot delete " + kind + " field of object"
              : value.isArray()
                  ? "Cannot delete " + kind + " element of array"
                  : "Cannot delete fields from " + Values.type(value));
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
