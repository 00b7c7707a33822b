package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/** jq's operators on two values. */
public final class Arithmetic {

  private Arithmetic() {}

  /** Adds numbers, joins texts and arrays, merges objects; null adds nothing. */
  public static JsonNode add(JsonNode left, JsonNode right, Budget budget) {
    if (left.isNull() || right.isNull()) {
      return left.isNull() ? right : left;
    } else if (left.isNumber() && right.isNumber()) {
      return Numbers.of(left.doubleValue() + right.doubleValue());
    } else if (left.isTextual() && right.isTextual()) {
      budget.buildText((long) left.textValue().length() + right.textValue().length());
      return TextNode.valueOf(left.textValue() + right.textValue());
    } else if (left.isArray() && right.isArray()) {
      budget.buildElements((long) left.size() + right.size());
      ArrayNode all = JsonNodeFactory.instance.arrayNode(left.size() + right.size());
      return all.addAll((ArrayNode) left).addAll((ArrayNode) right);
    } else if (left.isObject() && right.isObject()) {
      return copy(left, right.size(), budget).setAll((ObjectNode) right);
    }
    throw Values.fault(left, right, "cannot be added", budget);
  }

  /** Subtracts numbers; removes the elements of one array from another. */
  public static JsonNode subtract(JsonNode left, JsonNode right, Budget budget) {
    if (left.isNumber() && right.isNumber()) {
      return Numbers.of(left.doubleValue() - right.doubleValue());
    } else if (left.isArray() && right.isArray()) {
      JqComparator order = new JqComparator(budget);
      budget.buildElements(left.size());
      ArrayNode kept = JsonNodeFactory.instance.arrayNode();
      for (JsonNode element : left) {
        if (!has(right, element, order)) {
          kept.add(element);
        }
      }
      return kept;
    }
    throw Values.fault(left, right, "cannot be subtracted", budget);
  }

  private static boolean has(JsonNode array, JsonNode wanted, JqComparator order) {
    for (JsonNode element : array) {
      if (order.compare(element, wanted) == 0) {
        return true;
      }
    }
    return false;
  }

  /** Multiplies numbers, repeats texts, merges objects deeply. */
  public static JsonNode multiply(JsonNode left, JsonNode right, Budget budget) {
    if (left.isNumber() && right.isNumber()) {
      return Numbers.of(left.doubleValue() * right.doubleValue());
    } else if (left.isTextual() && right.isNumber()) {
      return repeated(left.textValue(), right.doubleValue(), budget);
    } else if (left.isNumber() && right.isTextual()) {
      return repeated(right.textValue(), left.doubleValue(), budget);
    } else if (left.isObject() && right.isObject()) {
      ValueSize.of(left, budget);
      ValueSize.of(right, budget);
      return merged(left, right, budget);
    }
    throw Values.fault(left, right, "cannot be multiplied", budget);
  }

  private static JsonNode repeated(String text, double times, Budget budget) {
    if (Double.isNaN(times) || times < 0) {
      return NullNode.instance;
    }
    long count = text.isEmpty() ? 0 : (long) times;
    budget.buildText(Math.multiplyExact(Math.min(count, Integer.MAX_VALUE), text.length()));
    return TextNode.valueOf(text.repeat((int) count));
  }

  private static JsonNode merged(JsonNode left, JsonNode right, Budget budget) {
    ObjectNode all = copy(left, right.size(), budget);
    for (Map.Entry<String, JsonNode> member : right.properties()) {
      JsonNode old = all.get(member.getKey());
      boolean isDeep = old != null && old.isObject() && member.getValue().isObject();
      all.set(member.getKey(), isDeep ? merged(old, member.getValue(), budget) : member.getValue());
    }
    return all;
  }

  private static ObjectNode copy(JsonNode object, int more, Budget budget) {
    budget.buildMembers((long) object.size() + more);
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    copy.setAll((ObjectNode) object);
    return copy;
  }

  /** Divides numbers; splits a text. */
  public static JsonNode divide(JsonNode left, JsonNode right, Budget budget) {
    if (left.isNumber() && right.isNumber()) {
      if (right.doubleValue() == 0) {
        throw Values.fault(left, right, "cannot be divided because the divisor is zero", budget);
      }
      return Numbers.of(left.doubleValue() / right.doubleValue());
    } else if (left.isTextual() && right.isTextual()) {
      return Texts.split(left.textValue(), right.textValue(), budget);
    }
    throw Values.fault(left, right, "cannot be divided", budget);
  }

  /** Returns the remainder of whole numbers, with the sign of the dividend. */
  public static JsonNode modulo(JsonNode left, JsonNode right, Budget budget) {
    if (!left.isNumber() || !right.isNumber()) {
      throw Values.fault(left, right, "cannot be divided (remainder)", budget);
    }
    if (Double.isNaN(left.doubleValue()) || Double.isNaN(right.doubleValue())) {
      return DoubleNode.valueOf(Double.NaN);
    }
    long divisor = (long) right.doubleValue();
    if (divisor == 0) {
      throw Values.fault(
          left, right, "cannot be divided (remainder) because the divisor is zero", budget);
    }
    return Numbers.of((long) left.doubleValue() % divisor);
  }

  /** Negates a number. */
  public static JsonNode negate(JsonNode value, Budget budget) {
    if (!value.isNumber()) {
      throw Values.fault(value, "cannot be negated", budget);
    }
    return Numbers.negated(value, budget);
  }
}
