package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqComparator;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;

/** Functions that sort, group and compare elements by keys. */
final class Sorting {

  /** An element and its key. */
  private record Keyed(JsonNode key, JsonNode element) {}

  private Sorting() {}

  static void addTo(Functions all) {
    all.add("sort", (in, budget) -> sorted(plain(in, budget), in, false, budget));
    all.add("unique", (in, budget) -> sorted(plain(in, budget), in, true, budget));
    all.add("_sort_by", (in, keys, budget) -> sorted(in, keys, false, budget));
    all.add("_unique_by", (in, keys, budget) -> sorted(in, keys, true, budget));
    all.add("_group_by", Sorting::grouped);
    all.add("min", (in, budget) -> extreme(in, in, -1, budget));
    all.add("max", (in, budget) -> extreme(in, in, 1, budget));
    all.add("_min_by", (in, keys, budget) -> extreme(in, keys, -1, budget));
    all.add("_max_by", (in, keys, budget) -> extreme(in, keys, 1, budget));
  }

  private static JsonNode plain(JsonNode in, Budget budget) {
    if (!in.isArray()) {
      throw Values.fault(in, "cannot be sorted, as it is not an array", budget);
    }
    return in;
  }

  private static List<Keyed> byKey(JsonNode in, JsonNode keys, Budget budget) {
    if (!in.isArray()) {
      throw Values.fault(in, keys, "cannot be sorted, as they are not both arrays", budget);
    }
    budget.buildMembers(in.size());
    List<Keyed> all = new ArrayList<>(in.size());
    for (int i = 0; i < in.size(); i++) {
      all.add(new Keyed(keys.get(i), in.get(i)));
    }
    JqComparator order = JqComparator.total(budget);
    all.sort((a, b) -> order.compare(a.key, b.key));
    return all;
  }

  private static JsonNode sorted(JsonNode in, JsonNode keys, boolean isUnique, Budget budget) {
    JqComparator order = new JqComparator(budget);
    ArrayNode all = JsonNodeFactory.instance.arrayNode(in.size());
    JsonNode before = null;
    for (Keyed one : byKey(in, keys, budget)) {
      if (before == null || !isUnique || order.compare(before, one.key) != 0) {
        all.add(one.element);
        before = one.key;
      }
    }
    return all;
  }

  private static JsonNode grouped(JsonNode in, JsonNode keys, Budget budget) {
    JqComparator order = new JqComparator(budget);
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    ArrayNode group = groups;
    JsonNode before = null;
    for (Keyed one : byKey(in, keys, budget)) {
      if (before == null || order.compare(before, one.key) != 0) {
        budget.buildMembers(1);
        group = groups.addArray();
        before = one.key;
      }
      group.add(one.element);
    }
    return groups;
  }

  /** Returns the first of the smallest or the last of the largest elements; null for no element. */
  private static JsonNode extreme(JsonNode in, JsonNode keys, int sign, Budget budget) {
    if (!in.isArray()) {
      throw Values.fault(in, keys, "cannot be iterated over", budget);
    }
    JqComparator order = new JqComparator(budget);
    int best = 0;
    for (int i = 1; i < in.size(); i++) {
      int compared = sign * order.compare(keys.get(i), keys.get(best));
      best = compared > 0 || (compared == 0 && sign > 0) ? i : best;
    }
    return in.isEmpty() ? NullNode.instance : in.get(best);
  }
}
