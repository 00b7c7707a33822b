package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import java.math.BigDecimal;

/** The rules of {@code {{…}}} for true, empty and equal. */
final class Truth {

  private Truth() {}

  /**
   * Returns the truth of Handlebars' {@code if}: false for absent, null, false, "", 0 and []; true
   * for an empty object.
   */
  static boolean of(JsonNode node) {
    return switch (node.getNodeType()) {
      case MISSING, NULL -> false;
      case BOOLEAN -> node.booleanValue();
      case STRING -> !node.textValue().isEmpty();
      case NUMBER -> number(node).signum() != 0;
      case ARRAY -> !node.isEmpty();
      case OBJECT, BINARY, POJO -> true;
    };
  }

  /**
   * Returns whether {@code ||} and {@code default} skip the value: absent, null, "", [], {}; never
   * 0 or false.
   */
  static boolean isEmpty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isContainerNode() && node.isEmpty());
  }

  /** Compares numbers by value (1 equals 1.0), absent as null, everything else as trees. */
  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return number(left).compareTo(number(right)) == 0;
    }
    boolean none = left.isMissingNode() || left.isNull();
    return none ? right.isMissingNode() || right.isNull() : left.equals(right);
  }

  /**
   * Orders numbers by value and text by code unit.
   *
   * @throws ResolutionFailure for anything else
   */
  static int order(String name, JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return number(left).compareTo(number(right));
    }
    if (left.isTextual() && right.isTextual()) {
      return left.textValue().compareTo(right.textValue());
    }
    throw new ResolutionFailure(name + " compares two numbers or two texts");
  }

  private static BigDecimal number(JsonNode node) {
    boolean nan = (node.isDouble() || node.isFloat()) && !Double.isFinite(node.doubleValue());
    return nan ? BigDecimal.ZERO : node.decimalValue();
  }
}
