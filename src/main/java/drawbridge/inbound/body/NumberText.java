package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drawbridge.platform.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads numbers without rounding (C3): {@code 1.10} keeps its zero.
 *
 * <p>The number of digits and the exponent are limited: {@code 1e999999999} has eleven characters
 * and needs a gigabyte when it is expanded.
 */
final class NumberText {

  static final int MOST_DIGITS = 1000;
  static final int LARGEST_EXPONENT = 100_000;
  static final String BOUNDS =
      "a number may have 1,000 digits and an exponent between -100,000 and 100,000";

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
    if (digitsOf(mantissa) > MOST_DIGITS || (e >= 0 && !isBounded(text.substring(e + 1)))) {
      return Optional.empty();
    }
    boolean isInteger = e < 0 && text.indexOf('.') < 0;
    return Optional.of(isInteger ? integer(text) : Json.NODES.numberNode(new BigDecimal(text)));
  }

  private static JsonNode integer(String text) {
    JsonNodeFactory nodes = Json.NODES;
    BigInteger value = new BigInteger(text);
    if (value.bitLength() < Integer.SIZE) {
      return nodes.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? nodes.numberNode(value.longValue())
        : nodes.numberNode(value);
  }

  private static long digitsOf(String text) {
    return text.chars().filter(c -> c >= '0' && c <= '9').count();
  }

  private static boolean isBounded(String exponent) {
    String digits = exponent.replaceFirst("^[+-]?0*", "");
    return digits.length() <= 6
        && (digits.isEmpty() || Integer.parseInt(digits) <= LARGEST_EXPONENT);
  }
}
