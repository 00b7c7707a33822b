package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.platform.json.JsonLimits;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * jq's numbers. A number that is only moved keeps its digits. A calculated number is a double;
 * whole ones are written without exponent and fraction.
 */
public final class Numbers {

  /** Digits of a number that a program writes or makes from a text. */
  public static final int DIGITS = JsonLimits.DIGITS;

  private static final double WHOLE = 1L << 53;
  private static final int PLAIN_ZEROS = 15;
  private static final int PLAIN_FRACTION = -4;
  private static final int LONG_DIGITS = 18;
  private static final int BITS_PER_DIGIT = 3;
  private static final int PLAIN = 25;

  private Numbers() {}

  /** Returns a calculated number. It stays a double from 2^53 on, where digits get lost. */
  public static JsonNode of(double number) {
    return number == Math.rint(number) && Math.abs(number) < WHOLE
        ? of((long) number)
        : DoubleNode.valueOf(number);
  }

  /** Returns a whole number. */
  public static JsonNode of(long number) {
    return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
  }

  /**
   * Returns the number of a literal, with all its digits.
   *
   * @throws NumberFormatException when the text is no number
   */
  public static JsonNode literal(String text) {
    boolean isShort = text.length() <= LONG_DIGITS;
    if (isShort && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return of(Long.parseLong(text));
    }
    try {
      BigDecimal exact = new BigDecimal(text);
      return exact.scale() == 0
          ? BigIntegerNode.valueOf(exact.toBigInteger())
          : DecimalNode.valueOf(exact);
    } catch (NumberFormatException e) {
      return DoubleNode.valueOf(Double.parseDouble(text)); // its exponent exceeds an int
    }
  }

  /** Returns an upper bound of the characters of a number that {@link #text} writes. */
  static int length(JsonNode number) {
    return number.isBigInteger()
        ? number.bigIntegerValue().bitLength() / BITS_PER_DIGIT + 2
        : number.isBigDecimal()
            ? number.decimalValue().unscaledValue().bitLength() / BITS_PER_DIGIT + PLAIN
            : PLAIN;
  }

  /** Returns the negated number, with all digits of a moved one. */
  public static JsonNode negated(JsonNode number, Budget budget) {
    budget.build(length(number));
    return isExact(number) ? exact(number.decimalValue().negate()) : of(-number.doubleValue());
  }

  /** Returns the absolute number, with all digits of a moved one. */
  public static JsonNode absolute(JsonNode number, Budget budget) {
    return number.doubleValue() > 0 ? number : negated(number, budget);
  }

  private static JsonNode exact(BigDecimal number) {
    return number.scale() == 0 && number.precision() <= LONG_DIGITS
        ? of(number.longValue())
        : number.scale() == 0
            ? BigIntegerNode.valueOf(number.toBigInteger())
            : DecimalNode.valueOf(number);
  }

  /** Returns whether the number was never calculated, or is a small whole number. */
  static boolean isExact(JsonNode number) {
    return !number.isDouble() && !number.isFloat();
  }

  /** Compares two numbers, exactly if both were only moved; NaN precedes every number. */
  static int compare(JsonNode left, JsonNode right) {
    double l = left.doubleValue();
    double r = right.doubleValue();
    boolean mayDiffer = l == r && isExact(left) && isExact(right);
    if (mayDiffer && (Math.abs(l) >= WHOLE || left.isBigDecimal() || right.isBigDecimal())) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return Double.isNaN(l) || l < r ? -1 : l == r ? 0 : 1;
  }

  /** Returns the number as jq writes it; NaN is null and infinity the largest number. */
  public static String text(JsonNode number) {
    if (isExact(number)) {
      return number.isBigDecimal() ? number.decimalValue().toString() : number.asText();
    }
    return text(number.doubleValue());
  }

  private static String text(double number) {
    if (Double.isNaN(number)) {
      return "null";
    }
    double finite = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, number));
    BigDecimal exact = shortest(finite);
    int digits = exact.precision();
    int point = digits - exact.scale();
    if (point > PLAIN_FRACTION && point <= digits + PLAIN_ZEROS) {
      return exact.toPlainString();
    }
    String all = exact.unscaledValue().abs().toString();
    int power = point - 1;
    return (finite < 0 ? "-" : "")
        + all.charAt(0)
        + (digits > 1 ? "." + all.substring(1) : "")
        + (power < 0 ? "e-" : "e+")
        + (Math.abs(power) < 10 ? "0" : "")
        + Math.abs(power);
  }

  private static BigDecimal shortest(double number) {
    BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return number == 0 ? BigDecimal.ZERO : exact;
  }

  /**
   * Returns the number as JSON can hold it: NaN is null, infinity the largest number, and a whole
   * number has neither exponent nor fraction where jq writes none.
   */
  static JsonNode json(JsonNode number) {
    if (isExact(number)) {
      return number;
    }
    String text = text(number.doubleValue());
    return text.equals("null")
        ? NullNode.instance
        : text.indexOf('.') < 0 && text.indexOf('e') < 0
            ? BigIntegerNode.valueOf(new BigInteger(text))
            : text.indexOf('e') < 0 && number.asText().indexOf('E') >= 0
                ? DecimalNode.valueOf(new BigDecimal(text))
                : DoubleNode.valueOf(Double.parseDouble(text));
  }
}
