package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;

/** Types of values, as errors name them. */
final class Values {

  private Values() {}

  static String type(JsonNode node) {
    return node.isMissingNode() ? "null" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }
}
