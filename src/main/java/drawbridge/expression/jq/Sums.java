package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.PlusOperator;

/** Evaluates {@code add} like repeated addition, without a copy of the sum for each element. */
final class Sums {

  private static final BinaryOperators PLUS = new BinaryOperators(new PlusOperator());

  private Sums() {}

  static JsonNode of(JsonNode in) throws JsonQueryException {
    if (!in.isContainerNode()) {
      throw new JsonQueryException("Cannot iterate over " + Values.type(in));
    }
    Budget budget = Budget.current();
    budget.work(in.size());
    JsonNode sum = NullNode.getInstance();
    if (in.isEmpty()) {
      return sum;
    } else if (in.valueStream().allMatch(JsonNode::isTextual)) {
      return Texts.join(in, sum, budget);
    } else if (in.valueStream().allMatch(JsonNode::isArray)) {
      return arrays(in, budget);
    } else if (in.valueStream().allMatch(JsonNode::isObject)) {
      return objects(in, budget);
    }
    for (JsonNode element : in) {
      sum = PLUS.applied(sum, element);
    }
    return sum;
  }

  private static JsonNode arrays(JsonNode in, Budget budget) {
    ArrayNode sum = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : in) {
      budget.buildElements(element.size());
      sum.addAll((ArrayNode) element);
    }
    return sum;
  }

  private static JsonNode objects(JsonNode in, Budget budget) {
    ObjectNode sum = JsonNodeFactory.instance.objectNode();
    for (JsonNode element : in) {
      budget.buildMembers(element.size());
      sum.setAll((ObjectNode) element);
    }
    return sum;
  }
}
