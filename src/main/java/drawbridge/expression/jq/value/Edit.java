package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Changes parts of one value. The original is never changed: each array and object on the way is
 * copied once, so that many changes cost no more than their number and one copy.
 */
public final class Edit {

  private static final int LARGEST_INDEX = (1 << 29) - 1;

  private final Budget budget;

  /** Copies that only this edit refers to. */
  private final Set<JsonNode> owned = Collections.newSetFromMap(new IdentityHashMap<>());

  private JsonNode root;

  public Edit(JsonNode root, Budget budget) {
    this.root = root;
    this.budget = budget;
  }

  /** Returns the value with all changes so far; later changes do not show in it. */
  public JsonNode result() {
    release(root);
    return root;
  }

  /** Returns the part at the keys; later changes do not show in it. */
  public JsonNode get(JsonNode keys) {
    JsonNode part = Indexing.getAll(root, keys, budget);
    release(part);
    return part;
  }

  /** Sets the part at the keys, and makes the arrays and objects on the way. */
  public void set(JsonNode keys, JsonNode part) {
    root = with(root, keys, 0, part);
  }

  private void release(JsonNode part) {
    if (part.isContainerNode() && owned.remove(part)) {
      part.forEach(this::release);
    }
  }

  private JsonNode with(JsonNode value, JsonNode keys, int at, JsonNode part) {
    if (at == keys.size()) {
      return part;
    }
    budget.step();
    JsonNode key = keys.get(at);
    if (key.isTextual() && (value.isObject() || value.isNull())) {
      JsonNode old = Indexing.get(value, key, budget);
      JsonNode changed = with(old, keys, at + 1, part);
      return object(value).set(key.textValue(), changed);
    } else if (key.isNumber() && (value.isArray() || value.isNull())) {
      int index = index(key.doubleValue(), value.size());
      JsonNode old = value.isNull() ? value : Indexing.get(value, key, budget);
      JsonNode changed = with(old, keys, at + 1, part);
      return put(array(value), index, changed);
    } else if (key.isObject() && (value.isArray() || value.isNull())) {
      JsonNode old = value.isNull() ? value : Indexing.get(value, key, budget);
      return spliced(value, key, with(old, keys, at + 1, part));
    } else if (key.isObject() && value.isTextual()) {
      throw JqError.of("Cannot update string slices");
    } else if (key.isArray() && value.isArray()) {
      throw JqError.of("Cannot update field at array index of array");
    }
    throw Indexing.cannotIndex(value, key, budget);
  }

  private ObjectNode object(JsonNode value) {
    if (value instanceof ObjectNode object && owned.contains(object)) {
      budget.buildMembers(1);
      return object;
    }
    budget.buildMembers(value.size() + 1L);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    if (value instanceof ObjectNode object) {
      copy.setAll(object);
    }
    owned.add(copy);
    return copy;
  }

  private ArrayNode array(JsonNode value) {
    if (value instanceof ArrayNode array && owned.contains(array)) {
      budget.buildElements(1);
      return array;
    }
    budget.buildElements(value.size() + 1L);
    ArrayNode copy = JsonNodeFactory.instance.arrayNode(value.size());
    if (value instanceof ArrayNode array) {
      copy.addAll(array);
    }
    owned.add(copy);
    return copy;
  }

  private static int index(double given, int length) {
    if (Double.isNaN(given)) {
      throw JqError.of("Cannot set array element at NaN index");
    } else if (given > LARGEST_INDEX) {
      throw JqError.of("Array index too large");
    }
    int index = Indexing.position(given, length);
    if (index < 0) {
      throw JqError.of("Out of bounds negative array index");
    }
    return index;
  }

  private ArrayNode put(ArrayNode array, int index, JsonNode part) {
    budget.buildElements(Math.max(0, index - array.size()));
    while (array.size() <= index) {
      array.add(NullNode.instance);
    }
    array.set(index, part);
    return array;
  }

  private ArrayNode spliced(JsonNode value, JsonNode key, JsonNode part) {
    if (!part.isArray()) {
      throw JqError.of("A slice of an array can only be assigned another array");
    }
    Indexing.Range range = Indexing.Range.of(key, value.size());
    budget.buildElements(value.size() + (long) part.size());
    ArrayNode all = JsonNodeFactory.instance.arrayNode(value.size() + part.size());
    for (int i = 0; i < range.from(); i++) {
      all.add(value.get(i));
    }
    all.addAll((ArrayNode) part);
    for (int i = range.to(); i < value.size(); i++) {
      all.add(value.get(i));
    }
    owned.add(all);
    return all;
  }
}
