package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Replaces functions whose cost cannot be charged from outside. */
final class BuiltinOverrides {

  private static final ArrayNode NONE = JsonNodeFactory.instance.arrayNode();

  private BuiltinOverrides() {}

  /** A function with one result. */
  private interface Single {
    JsonNode applied(Scope scope, List<Expression> args, JsonNode in) throws JsonQueryException;
  }

  /** A function of its input and each value of its argument. */
  private interface OfValue {
    JsonNode applied(JsonNode in, JsonNode arg, Budget budget) throws JsonQueryException;
  }

  static void addTo(Map<String, Function> all) {
    single(all, "sort_by/1", (scope, args, in) -> Sorting.sorted(scope, args.get(0), in));
    single(all, "group_by/1", (scope, args, in) -> Sorting.grouped(scope, args.get(0), in));
    single(all, "min_by/1", (scope, args, in) -> Sorting.extreme(false, scope, args.get(0), in));
    single(all, "max_by/1", (scope, args, in) -> Sorting.extreme(true, scope, args.get(0), in));
    single(all, "ascii_downcase/0", (scope, args, in) -> cased(in, 'A', 'Z', 'a' - 'A'));
    single(all, "ascii_upcase/0", (scope, args, in) -> cased(in, 'a', 'z', 'A' - 'a'));
    single(all, "add/0", (scope, args, in) -> Sums.of(in));
    value(all, "contains/1", BuiltinOverrides::contains);
    value(
        all, "indices/1", (in, arg, budget) -> in.isNull() ? in : Search.indices(arg, in, budget));
    value(all, "index/1", (in, arg, budget) -> at(in, arg, 0, budget));
    value(all, "rindex/1", (in, arg, budget) -> at(in, arg, -1, budget));
    value(all, "split/1", BuiltinOverrides::split);
    value(all, "join/1", BuiltinOverrides::join);
  }

  private static void single(Map<String, Function> all, String name, Single function) {
    all.put(
        name,
        (scope, args, in, path, output, version) -> {
          Budget.current().step();
          output.emit(function.applied(scope, args, in), null);
        });
  }

  private static void value(Map<String, Function> all, String name, OfValue function) {
    all.put(
        name,
        (scope, args, in, path, output, version) -> {
          Budget budget = Budget.current();
          budget.step();
          args.get(0).apply(scope, in, arg -> output.emit(function.applied(in, arg, budget), null));
        });
  }

  private static JsonNode contains(JsonNode in, JsonNode arg, Budget budget)
      throws JsonQueryException {
    boolean differ = in.isBoolean() && in.booleanValue() != arg.asBoolean();
    if (in.getNodeType() != arg.getNodeType() || differ) {
      throw new JsonQueryException(
          Values.type(in) + " and " + Values.type(arg) + " cannot have their containment checked");
    }
    return BooleanNode.valueOf(Search.contains(in, arg, budget));
  }

  private static JsonNode at(JsonNode in, JsonNode arg, int which, Budget budget)
      throws JsonQueryException {
    ArrayNode all = in.isNull() ? NONE : Search.indices(arg, in, budget);
    return all.isEmpty() ? NullNode.getInstance() : all.get(which < 0 ? all.size() - 1 : which);
  }

  private static JsonNode split(JsonNode in, JsonNode arg, Budget budget)
      throws JsonQueryException {
    if (!in.isTextual() || !arg.isTextual()) {
      throw new JsonQueryException("split input and separator must be strings");
    }
    return Texts.split(in.textValue(), arg.textValue(), budget);
  }

  private static JsonNode join(JsonNode in, JsonNode arg, Budget budget) throws JsonQueryException {
    if (!in.isContainerNode()) {
      throw new JsonQueryException("Cannot iterate over " + Values.type(in));
    }
    return Texts.join(in, arg, budget);
  }

  private static JsonNode cased(JsonNode in, char from, char to, int distance)
      throws JsonQueryException {
    if (!in.isTextual()) {
      throw new JsonQueryException("explode input must be a string");
    }
    char[] text = in.textValue().toCharArray();
    Budget.current().buildText(text.length);
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) (text[i] >= from && text[i] <= to ? text[i] + distance : text[i]);
    }
    return TextNode.valueOf(new String(text));
  }
}
