package drawbridge.expression.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.platform.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Compiles objects and arrays; one without any reference is a constant (H7). */
final class Structure {

  private static final Scope NOTHING =
      new Scope(Json.NODES.nullNode(), Map.of(), Map.of()); // constants need none

  private Structure() {}

  /** A value that resolves to the same node in every scope. */
  record Constant(JsonNode node) implements Value {
    @Override
    public JsonNode resolve(Scope scope) {
      return node;
    }

    @Override
    public boolean isConstant() {
      return true;
    }
  }

  static Value of(JsonNode literal, String pointer, BiFunction<JsonNode, String, Value> compile) {
    List<String> names = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : literal.properties()) {
      names.add(member.getKey());
      values.add(compile.apply(member.getValue(), pointer + "/" + escaped(member.getKey())));
    }
    for (int i = 0; literal.isArray() && i < literal.size(); i++) {
      values.add(compile.apply(literal.get(i), pointer + "/" + i));
    }
    List<Value> fixed = List.copyOf(values);
    Value all = literal.isArray() ? array(fixed) : object(List.copyOf(names), fixed);
    if (!fixed.stream().allMatch(Value::isConstant)) {
      return all;
    }
    JsonNode constant = all.resolve(NOTHING);
    return new Constant(constant.equals(literal) ? literal : constant);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static Value array(List<Value> values) {
    return scope -> {
      ArrayNode array = Json.NODES.arrayNode(values.size());
      for (Value value : values) {
        array.add(value.resolve(scope));
      }
      return array;
    };
  }

  private static Value object(List<String> names, List<Value> values) {
    return scope -> {
      ObjectNode object = Json.object();
      for (int i = 0; i < values.size(); i++) {
        object.set(names.get(i), values.get(i).resolve(scope));
      }
      return object;
    };
  }
}
