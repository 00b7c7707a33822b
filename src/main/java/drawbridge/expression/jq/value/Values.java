package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The types of values, their truth, and how errors describe them. */
public final class Values {

  private static final int SHOWN = 29;

  private Values() {}

  /** Returns the type's name. */
  public static String type(JsonNode node) {
    return node.isMissingNode() ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  /** Returns whether the value is neither {@code false} nor {@code null}. */
  public static boolean isTrue(JsonNode node) {
    return !node.isNull() && !(node.isBoolean() && !node.booleanValue());
  }

  /** Returns type and value, shortened as jq shortens it. */
  public static String described(JsonNode node, Budget budget) {
    return type(node) + " (" + shortened(node, budget) + ")";
  }

  /** Returns the error that a value is of the wrong type. */
  public static JqError fault(JsonNode value, String what, Budget budget) {
    return JqError.of(described(value, budget) + " " + what, type(value) + " " + what);
  }

  /** Returns the error that two values do not fit together. */
  public static JqError fault(JsonNode left, JsonNode right, String what, Budget budget) {
    return JqError.of(
        described(left, budget) + " and " + described(right, budget) + " " + what,
        type(left) + " and " + type(right) + " " + what);
  }

  /**
   * Returns an array or object.
   *
   * @throws JqError for another value
   */
  public static JsonNode iterable(JsonNode value, Budget budget) {
    if (!value.isContainerNode()) {
      throw notIterable(value, budget);
    }
    return value;
  }

  /** Returns the error that a value is neither an array nor an object. */
  public static JqError notIterable(JsonNode value, Budget budget) {
    String what = "Cannot iterate over ";
    return JqError.of(what + described(value, budget), what + type(value));
  }

  /** Returns the value as JSON, of at most 29 bytes. */
  public static String shortened(JsonNode node, Budget budget) {
    budget.work(SHOWN);
    String text = JsonText.start(node, 2 * SHOWN);
    if (text.getBytes(StandardCharsets.UTF_8).length <= SHOWN) {
      return text;
    }
    String end =
        node.isTextual() ? "...\"" : node.isArray() ? "...]" : node.isObject() ? "...}" : "...";
    int room = SHOWN - end.length();
    int chars = 0;
    while (room > 0) {
      int point = text.codePointAt(chars);
      room -= Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
      chars += room >= 0 ? Character.charCount(point) : 0;
    }
    return text.substring(0, chars) + end;
  }
}
