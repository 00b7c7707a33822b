package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Arithmetic;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.Indexing;
import drawbridge.expression.jq.value.JqComparator;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Search;
import drawbridge.expression.jq.value.ValueSize;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Functions of arrays and objects. */
final class ListFunctions {

  private ListFunctions() {}

  static void addTo(Functions all) {
    all.add("not", (in, budget) -> BooleanNode.valueOf(!Values.isTrue(in)));
    all.add("type", (in, budget) -> TextNode.valueOf(Values.type(in)));
    all.add("keys", (in, budget) -> keys(in, true, budget));
    all.add("keys_unsorted", (in, budget) -> keys(in, false, budget));
    all.add("has", ListFunctions::has);
    all.add("contains", ListFunctions::contains);
    all.add("add", (in, budget) -> sum(in, budget));
    all.add("flatten", (in, budget) -> flattened(in, Double.MAX_VALUE, budget));
    all.add("flatten", (in, depth, budget) -> flattened(in, depth(depth), budget));
    all.add("reverse", ListFunctions::reversed);
    all.add("transpose", ListFunctions::transposed);
    all.add("_indices", (in, wanted, budget) -> Search.indices(wanted, in, budget));
    all.add("bsearch", ListFunctions::binarySearch);
    Sorting.addTo(all);
  }

  private static JsonNode keys(JsonNode in, boolean isSorted, Budget budget) {
    budget.buildElements(2L * in.size());
    ArrayNode keys = JsonNodeFactory.instance.arrayNode(in.size());
    if (in.isArray()) {
      for (int i = 0; i < in.size(); i++) {
        keys.add(i);
      }
    } else if (in.isObject()) {
      List<String> names = new ArrayList<>(in.size());
      in.fieldNames().forEachRemaining(names::add);
      if (isSorted) {
        budget.work(8L * in.size());
        names.sort(new JqComparator(budget)::texts);
      }
      names.forEach(keys::add);
    } else {
      throw about(in, "has no keys", budget);
    }
    return keys;
  }

  /** Returns the error that a value is not of the kind that a function takes. */
  static JqError about(JsonNode value, String what, Budget budget) {
    return JqError.of(
        Values.described(value, budget) + " " + what, Values.type(value) + " " + what);
  }

  private static JsonNode has(JsonNode in, JsonNode key, Budget budget) {
    if (in.isObject() && key.isTextual()) {
      budget.work(key.textValue().length() / 16);
      return BooleanNode.valueOf(in.has(key.textValue()));
    } else if (in.isArray() && key.isNumber()) {
      double at = key.doubleValue();
      return BooleanNode.valueOf(at >= 0 && at < in.size());
    }
    String text = "Cannot check whether " + Values.type(in) + " has a ";
    String kind = key.isTextual() ? "string" : Values.type(key);
    throw JqError.of(text + kind + " key");
  }

  private static JsonNode contains(JsonNode in, JsonNode wanted, Budget budget) {
    if (!Values.type(in).equals(Values.type(wanted))) {
      String what = "cannot have their containment checked";
      throw JqError.of(
          Values.described(in, budget) + " and " + Values.described(wanted, budget) + " " + what,
          Values.type(in) + " and " + Values.type(wanted) + " " + what);
    }
    ValueSize.of(in, budget);
    return BooleanNode.valueOf(Search.contains(in, wanted, budget));
  }

  /** Adds all elements or members, without a copy of the sum for each. */
  private static JsonNode sum(JsonNode in, Budget budget) {
    if (!in.isContainerNode()) {
      String text = "Cannot iterate over " + Values.type(in);
      throw JqError.of(in.isNull() ? text : text + " (" + Values.shortened(in, budget) + ")", text);
    }
    Sum sum = new Sum(budget);
    in.forEach(sum::add);
    return sum.result();
  }

  /** A running sum that copies arrays, objects and texts once. */
  static final class Sum {
    private final Budget budget;
    private JsonNode sum = NullNode.instance;
    private final StringBuilder text = new StringBuilder();
    private boolean isOwned;

    Sum(Budget budget) {
      this.budget = budget;
    }

    void add(JsonNode more) {
      budget.work(4);
      if (sum.isTextual() && more.isTextual()) {
        if (!isOwned) {
          budget.buildText(sum.textValue().length());
          text.append(sum.textValue());
          isOwned = true;
        }
        budget.checkText((long) text.length() + more.textValue().length());
        budget.build(2L * more.textValue().length());
        text.append(more.textValue());
      } else if (isOwned && sum.isArray() && more.isArray()) {
        budget.buildElements(more.size());
        ((ArrayNode) sum).addAll((ArrayNode) more);
      } else if (isOwned && sum.isObject() && more.isObject()) {
        budget.buildMembers(more.size());
        ((ObjectNode) sum).setAll((ObjectNode) more);
      } else {
        JsonNode old = result();
        sum = Arithmetic.add(old, more, budget);
        isOwned = !old.isNull() && !more.isNull() && sum.isContainerNode();
        text.setLength(0);
      }
    }

    JsonNode result() {
      if (!isOwned || !sum.isTextual()) {
        return sum;
      }
      budget.buildText(text.length());
      return TextNode.valueOf(text.toString());
    }
  }

  private static double depth(JsonNode depth) {
    if (!depth.isNumber()) {
      throw JqError.of("flatten depth must be a number");
    } else if (depth.doubleValue() < 0) {
      throw JqError.of("flatten depth must not be negative");
    }
    return depth.doubleValue();
  }

  private static JsonNode flattened(JsonNode in, double depth, Budget budget) {
    if (!in.isContainerNode()) {
      throw JqError.of("Cannot iterate over " + Values.type(in));
    }
    ValueSize.of(in, budget);
    ArrayNode flat = JsonNodeFactory.instance.arrayNode();
    flatten(in, depth, flat, budget);
    return flat;
  }

  private static void flatten(JsonNode in, double depth, ArrayNode flat, Budget budget) {
    for (JsonNode element : in) {
      budget.buildElements(1);
      if (element.isArray() && depth > 0) {
        flatten(element, depth - 1, flat, budget);
      } else {
        flat.add(element);
      }
    }
  }

  private static JsonNode reversed(JsonNode in, Budget budget) {
    if (in.isTextual()) {
      budget.buildText(in.textValue().length());
      return TextNode.valueOf(new StringBuilder(in.textValue()).reverse().toString());
    } else if (!in.isArray() && !in.isNull()) {
      throw about(in, "cannot be reversed, as it is not an array", budget);
    }
    budget.buildElements(in.size());
    ArrayNode reversed = JsonNodeFactory.instance.arrayNode(in.size());
    for (int i = in.size() - 1; i >= 0; i--) {
      reversed.add(in.get(i));
    }
    return reversed;
  }

  private static JsonNode transposed(JsonNode in, Budget budget) {
    int width = 0;
    for (JsonNode row : in) {
      budget.work(1);
      width = Math.max(width, row.size());
    }
    budget.buildElements((long) width * (in.size() + 1));
    ArrayNode all = JsonNodeFactory.instance.arrayNode(width);
    for (int i = 0; i < width; i++) {
      ArrayNode column = all.addArray();
      for (JsonNode row : in) {
        column.add(Indexing.get(row, Numbers.of(i), budget));
      }
    }
    return all;
  }

  private static JsonNode binarySearch(JsonNode in, JsonNode wanted, Budget budget) {
    if (!in.isArray()) {
      throw about(in, "cannot be searched from", budget);
    }
    JqComparator order = new JqComparator(budget);
    int from = 0;
    int to = in.size() - 1;
    while (from <= to) {
      int middle = (from + to) >>> 1;
      int compared = order.compare(in.get(middle), wanted);
      if (compared == 0) {
        return Numbers.of(middle);
      } else if (compared < 0) {
        from = middle + 1;
      } else {
        to = middle - 1;
      }
    }
    return Numbers.of(-1 - from);
  }
}
