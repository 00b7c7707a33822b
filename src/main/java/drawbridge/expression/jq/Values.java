package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Types and truth of values. */
final class Values {

  private Values() {}

  static String type(JsonNode node) {
    return node.isMissingNode() ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  static boolean isTrue(JsonNode node) {
    return !node.isNull() && !node.isMissingNode() && !(node.isBoolean() && !node.booleanValue());
  }
}
