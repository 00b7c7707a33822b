package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.TreeSet;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;

/** Evaluates the binary operators; charges for each result before it is made. */
record BinaryOperators(BinaryOperator operator) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  JsonNode applied(JsonNode left, JsonNode right) throws JsonQueryException {
    Budget budget = Budget.current();
    budget.step();
    return switch (operator.image()) {
      case "+" -> plus(left, right, budget);
      case "-" -> minus(left, right, budget);
      case "*" -> times(left, right, budget);
      case "/" -> divided(left, right, budget);
      case "%" -> numbers(left, right);
      case "//" -> operator.apply(MAPPER, left, right);
      default -> compared(new JqComparator(budget).compare(left, right));
    };
  }

  private JsonNode compared(int order) {
    return BooleanNode.valueOf(
        switch (operator.image()) {
          case "==" -> order == 0;
          case "!=" -> order != 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          case ">=" -> order >= 0;
          default -> throw new RefusedProgram(operator.image() + " is not available in jq here");
        });
  }

  private JsonNode plus(JsonNode left, JsonNode right, Budget budget) throws JsonQueryException {
    if (left.isTextual() && right.isTextual()) {
      budget.buildText((long) left.textValue().length() + right.textValue().length());
    } else if (left.isArray() && right.isArray()) {
      budget.buildElements((long) left.size() + right.size() + 1);
    } else if (left.isObject() && right.isObject()) {
      budget.buildMembers((long) left.size() + right.size() + 1);
    } else if (!left.isNull() && !right.isNull()) {
      return numbers(left, right);
    }
    return operator.apply(MAPPER, left, right);
  }

  private JsonNode minus(JsonNode left, JsonNode right, Budget budget) throws JsonQueryException {
    if (!left.isArray() || !right.isArray()) {
      return numbers(left, right);
    }
    budget.buildElements((long) left.size() + 2L * right.size() + 1);
    TreeSet<JsonNode> taken = new TreeSet<>(new JqComparator(budget));
    right.forEach(taken::add);
    ArrayNode rest = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : left) {
      if (!taken.contains(element)) {
        rest.add(element);
      }
    }
    return rest;
  }

  private JsonNode times(JsonNode left, JsonNode right, Budget budget) throws JsonQueryException {
    if (left.isTextual() && right.isNumber()) {
      budget.buildText((long) (left.textValue().length() * Math.max(0, right.asDouble())));
    } else if (left.isNumber() && right.isTextual()) {
      budget.buildText((long) (right.textValue().length() * Math.max(0, left.asDouble())));
    } else if (left.isObject() && right.isObject()) {
      budget.buildMembers(ValueSize.of(left, budget).nodes() + ValueSize.of(right, budget).nodes());
    } else {
      return numbers(left, right);
    }
    return operator.apply(MAPPER, left, right);
  }

  private JsonNode divided(JsonNode left, JsonNode right, Budget budget) throws JsonQueryException {
    return left.isTextual() && right.isTextual()
        ? Texts.split(left.textValue(), right.textValue(), budget)
        : numbers(left, right);
  }

  /** jackson-jq's own error would first write the whole container. */
  private JsonNode numbers(JsonNode left, JsonNode right) throws JsonQueryException {
    if (left.isNumber() && right.isNumber()) {
      return operator.apply(MAPPER, left, right);
    }
    throw new JsonQueryException(
        Values.type(left) + " and " + Values.type(right) + " do not fit " + operator.image());
  }
}
