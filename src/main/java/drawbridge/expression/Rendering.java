package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** The output of a template; fails as soon as it exceeds the limit. */
final class Rendering {

  private static final int MAX_PLAIN_DIGITS = 1000;
  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder text = new StringBuilder();
  private final ExpressionLimits limits;

  Rendering(ExpressionLimits limits) {
    this.limits = limits;
  }

  void append(String more) {
    if (more.length() > limits.outputLength() - text.length()) {
      throw new ResolutionFailure(
          "a template renders more than " + limits.outputLength() + " characters");
    }
    text.append(more);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /**
   * Returns a value as text: objects and arrays as JSON, numbers in full, absent and null as an
   * empty text (H3).
   */
  static String textOf(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    if (node.isBigDecimal() || node.isDouble() || node.isFloat()) {
      return node.isBigDecimal() ? full(node.decimalValue()) : full(node);
    }
    return node.isContainerNode() ? Json.write(node) : node.asText();
  }

  private static String full(JsonNode floating) {
    double value = floating.doubleValue();
    return Double.isFinite(value) ? full(BigDecimal.valueOf(value)) : "";
  }

  /** {@code 1E+1000000000} is ten characters of data and must not become a gigabyte. */
  private static String full(BigDecimal number) {
    boolean huge = Math.abs((long) number.scale()) > MAX_PLAIN_DIGITS;
    return huge ? number.toString() : number.toPlainString();
  }

  /** Percent-encodes all but RFC 3986's unreserved characters, as UTF-8. */
  static String percentEncoded(String raw) {
    StringBuilder encoded = new StringBuilder(raw.length() + 16);
    for (byte b : raw.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved(b)) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
