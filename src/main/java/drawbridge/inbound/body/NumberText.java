package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonLimits;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads numbers without rounding (C3): {@code 1.10} keeps its zero. The sign of a zero is not kept,
 * because {@code -0} and {@code 0} are one value.
 *
 * <p>The number of digits and the exponent are limited: {@code 1e999999999} has eleven characters
 * and needs a gigabyte when it is expanded.
 */
final class NumberText {

  /** Integers of so few characters fit into 64 bits. */
  static final int SURELY_LONG = 18;

  private static final int EXPONENT_DIGITS = 6;

  private NumberText() {}

  /**
   * Returns the node that {@link Json#read} returns: an integer for a text without point and
   * exponent, else a decimal. Empty when out of bounds.
   *
   * @param text a JSON number
   */
  static Optional<JsonNode> toNode(String text) {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    String mantissa = e < 0 ? text : text.substring(0, e);
    if (hasManyDigits(mantissa) || (e >= 0 && !isShort(text.substring(e + 1)))) {
      return Optional.empty();
    } else if (isInteger(text)) {
      return Optional.of(integer(text));
    }
    return Optional.of(new BigDecimal(text)).filter(JsonLimits::holds).map(Json.NODES::numberNode);
  }

  /** Whether a number has neither a point nor an exponent. */
  static boolean isInteger(String text) {
    return text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
  }

  private static JsonNode integer(String text) {
    JsonNodeFactory nodes = Json.NODES;
    if (text.length() <= SURELY_LONG) {
      long value = Long.parseLong(text);
      return (int) value == value ? nodes.numberNode((int) value) : nodes.numberNode(value);
    }
    BigInteger value = new BigInteger(text);
    return value.bitLength() < Long.SIZE
        ? nodes.numberNode(value.longValue())
        : nodes.numberNode(value);
  }

  private static boolean hasManyDigits(String text) {
    return text.length() > JsonLimits.DIGITS
        && text.chars().filter(c -> c >= '0' && c <= '9').count() > JsonLimits.DIGITS;
  }

  /** Whether an exponent is so short that the number can be read, whatever it is. */
  private static boolean isShort(String exponent) {
    return exponent.replaceFirst("^[+-]?0*", "").length() <= EXPONENT_DIGITS;
  }
}
