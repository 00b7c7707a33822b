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
    all.add("_flatten", ListFunctions::flattened);
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
      throw Values.fault(in, "has no keys", budget);
    }
    return keys;
  }

  private static JsonNode has(JsonNode in, JsonNode key, Budget budget) {
    if (in.isNull()) {
      return BooleanNode.FALSE;
    } else if (in.isObject() && key.isTextual()) {
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
      throw Values.fault(in, wanted, "cannot have their containment checked", budget);
    }
    ValueSize.of(in, budget);
    return BooleanNode.valueOf(Search.contains(in, wanted, budget));
  }

  /** Adds all elements or members, without a copy of the sum for each. */
  private static JsonNode sum(JsonNode in, Budget budget) {
    Sum sum = new Sum(budget);
    Values.iterable(in, budget).forEach(sum::add);
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

  private static JsonNode flattened(JsonNode in, JsonNode depth, Budget budget) {
    if (!depth.isNumber()) {
      throw Values.fault(depth, Numbers.of(1), "cannot be subtracted", budget);
    }
    ValueSize.of(Values.iterable(in, budget), budget);
    ArrayNode flat = JsonNodeFactory.instance.arrayNode();
    flatten(in, depth.doubleValue(), flat, budget);
    return flat;
  }

  private static void flatten(JsonNode in, double depth, ArrayNode flat, Budget budget) {
    for (JsonNode element : in) {
      budget.buildElements(1);
      if (element.isArray() && depth != 0) {
        flatten(element, depth - 1, flat, budget);
      } else {
        flat.add(element);
      }
    }
  }

  private static JsonNode binarySearch(JsonNode in, JsonNode wanted, Budget budget) {
    if (!in.isArray()) {
      throw Values.fault(in, "cannot be searched from", budget);
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
