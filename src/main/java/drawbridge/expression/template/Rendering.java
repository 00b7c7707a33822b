package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.ResolutionFailure;
import drawbridge.platform.json.Json;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The output of a template; fails as soon as it exceeds the limit. */
final class Rendering {

  /** Characters that one rendering may produce. */
  static final int MAX_LENGTH = 1024 * 1024;

  private static final int MAX_PLAIN_DIGITS = 1000;

  private final StringBuilder text = new StringBuilder();

  void append(String more) {
    if (more.length() > MAX_LENGTH - text.length()) {
      throw new ResolutionFailure("a template renders more than " + MAX_LENGTH + " characters");
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
    } else if (node.isBigDecimal()) {
      return full(node.decimalValue());
    } else if (node.isDouble() || node.isFloat()) {
      double value = node.doubleValue();
      return Double.isFinite(value) ? full(BigDecimal.valueOf(value)) : "";
    }
    return node.isContainerNode() ? Json.write(node) : node.asText();
  }

  /** {@code 1E+1000000000} is ten characters of data and must not become a gigabyte. */
  private static String full(BigDecimal number) {
    boolean huge = Math.abs((long) number.scale()) > MAX_PLAIN_DIGITS;
    return huge ? number.toString() : number.toPlainString();
  }

  /** Percent-encodes all but RFC 3986's unreserved characters, as UTF-8. */
  static String percentEncoded(String raw) {
    return URLEncoder.encode(raw, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
