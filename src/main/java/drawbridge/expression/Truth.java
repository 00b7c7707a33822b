package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** What counts as true, empty and equal in {@code {{…}}}. */
final class Truth {

  private Truth() {}

  /** As Handlebars' {@code if}: not absent, null, false, "", 0 or []; an empty object is true. */
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

  /** What {@code ||} and {@code default} pass over: absent, null, "", [], {}; never 0 or false. */
  static boolean isEmpty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isTextual() && node.textValue().isEmpty())
        || (node.isContainerNode() && node.isEmpty());
  }

  /** Numbers by value (1 equals 1.0), absent as null, everything else as trees. */
  static boolean same(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return number(left).compareTo(number(right)) == 0;
    }
    boolean none = left.isMissingNode() || left.isNull();
    return none ? right.isMissingNode() || right.isNull() : left.equals(right);
  }

  /**
   * Numbers by value, text by code unit.
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
