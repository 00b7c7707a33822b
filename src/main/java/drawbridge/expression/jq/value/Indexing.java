package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads the parts of a value by key: a name, a position, a slice, or an array to search for. */
public final class Indexing {

  private static final String START = "start";
  private static final String END = "end";

  private Indexing() {}

  /** Returns the key of a slice. */
  public static ObjectNode slice(JsonNode start, JsonNode end) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    key.set(START, start);
    key.set(END, end);
    return key;
  }

  /** Returns the part at a key; null for one that is missing. */
  public static JsonNode get(JsonNode value, JsonNode key, Budget budget) {
    if (value.isObject() && key.isTextual()) {
      budget.work(key.textValue().length() / 16);
      return orNull(value.get(key.textValue()));
    } else if (value.isArray() && key.isNumber()) {
      return orNull(value.get(position(key.doubleValue(), value.size())));
    } else if (value.isArray() && key.isArray()) {
      return Search.indices(key, value, budget);
    } else if (key.isObject() && (value.isArray() || value.isTextual())) {
      return sliced(value, key, budget);
    } else if (value.isNull() && (key.isTextual() || key.isNumber() || key.isObject())) {
      return value;
    }
    throw cannotIndex(value, key, budget);
  }

  /** Returns the part at all keys; null as soon as a part is missing. */
  public static JsonNode getAll(JsonNode value, JsonNode keys, Budget budget) {
    JsonNode part = value;
    for (JsonNode key : keys) {
      budget.step();
      part = part.isNull() ? part : get(part, key, budget);
    }
    return part;
  }

  static JqError cannotIndex(JsonNode value, JsonNode key, Budget budget) {
    String text = "Cannot index " + Values.type(value) + " with ";
    return JqError.of(text + Values.described(key, budget), text + Values.type(key));
  }

  /** Returns the position in a list of this length; negative or too large for none. */
  static int position(double given, int length) {
    int position = (int) given;
    return Double.isNaN(given) ? -1 : position + (position < 0 ? length : 0);
  }

  private static JsonNode orNull(JsonNode part) {
    return part == null ? NullNode.instance : part;
  }

  private static JsonNode sliced(JsonNode value, JsonNode key, Budget budget) {
    if (value.isTextual()) {
      String text = value.textValue();
      budget.work(text.length() / 16);
      Range range = Range.of(key, text.codePointCount(0, text.length()));
      int from = text.offsetByCodePoints(0, range.from());
      int to = text.offsetByCodePoints(from, range.to() - range.from());
      budget.buildText(to - from);
      return TextNode.valueOf(text.substring(from, to));
    }
    Range range = Range.of(key, value.size());
    budget.buildElements(range.to() - range.from());
    ArrayNode part = JsonNodeFactory.instance.arrayNode(range.to() - range.from());
    for (int i = range.from(); i < range.to(); i++) {
      part.add(value.get(i));
    }
    return part;
  }

  /** The positions of a slice, the last one excluded. */
  record Range(int from, int to) {

    static Range of(JsonNode key, int length) {
      double from = bound(key.path(START), length, 0);
      double to = bound(key.path(END), length, length);
      return new Range((int) from, Math.max((int) from, to < from ? 0 : (int) Math.ceil(to)));
    }

    private static double bound(JsonNode given, int length, int otherwise) {
      if (!given.isNumber() && !given.isNull()) {
        throw JqError.of("Array/string slice indices must be integers");
      }
      double at = given.isNumber() ? given.doubleValue() : otherwise;
      double positive = Double.isNaN(at) ? otherwise : at < 0 ? at + length : at;
      return Math.max(0, Math.min(length, positive));
    }
  }
}
