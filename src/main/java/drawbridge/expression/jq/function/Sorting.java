package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Calls.Native;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqComparator;
import java.util.ArrayList;
import java.util.List;

/** Functions that sort, group and compare elements by the results of a filter. */
final class Sorting {

  private static final Filter ITSELF = new Basics.Identity();

  /** An element and the results of the filter for it. */
  private record Keyed(JsonNode key, JsonNode element) {}

  /** Makes the result of elements in the order of their keys. */
  @FunctionalInterface
  private interface Result {
    JsonNode of(List<Keyed> sorted, JqComparator order, Budget budget);
  }

  private Sorting() {}

  static void addTo(Functions all) {
    Result sorted = (keyed, order, budget) -> distinct(keyed, (a, b) -> false);
    Result unique = (keyed, order, budget) -> distinct(keyed, (a, b) -> order.compare(a, b) == 0);
    all.add("sort", 0, function("sorted", sorted));
    all.add("sort_by", 1, function("sorted", sorted));
    all.add("unique", 0, function("sorted", unique));
    all.add("unique_by", 1, function("sorted", unique));
    all.add("group_by", 1, function("grouped", Sorting::grouped));
    all.add("min", 0, extreme(false));
    all.add("min_by", 1, extreme(false));
    all.add("max", 0, extreme(true));
    all.add("max_by", 1, extreme(true));
  }

  private static Native function(String verb, Result result) {
    return (env, args, in, path, out) -> {
      List<Keyed> all = keyed(env, args, in, "cannot be " + verb + ", as it is not an array");
      JqComparator order = JqComparator.total(env.budget());
      all.sort((a, b) -> order.compare(a.key, b.key));
      out.emit(result.of(all, order, env.budget()), Filter.calculated(path));
    };
  }

  private static List<Keyed> keyed(Env env, List<Filter> args, JsonNode in, String fault) {
    Budget budget = env.budget();
    if (!in.isArray()) {
      throw ListFunctions.about(in, fault, budget);
    }
    Filter by = args.isEmpty() ? ITSELF : args.get(0);
    List<Keyed> all = new ArrayList<>(in.size());
    for (JsonNode element : in) {
      budget.buildMembers(args.isEmpty() ? 1 : 3);
      if (args.isEmpty()) {
        all.add(new Keyed(element, element));
      } else {
        ArrayNode key = JsonNodeFactory.instance.arrayNode();
        by.values(
            env,
            element,
            part -> {
              budget.buildElements(1);
              key.add(part);
            });
        all.add(new Keyed(key, element));
      }
    }
    return all;
  }

  /** Tells whether an element repeats the one before it. */
  @FunctionalInterface
  private interface Repeats {
    boolean test(JsonNode before, JsonNode key);
  }

  private static JsonNode distinct(List<Keyed> keyed, Repeats repeats) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode(keyed.size());
    JsonNode before = null;
    for (Keyed one : keyed) {
      if (before == null || !repeats.test(before, one.key)) {
        all.add(one.element);
        before = one.key;
      }
    }
    return all;
  }

  private static JsonNode grouped(List<Keyed> keyed, JqComparator order, Budget budget) {
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    ArrayNode group = groups;
    JsonNode before = null;
    for (Keyed one : keyed) {
      if (before == null || order.compare(before, one.key) != 0) {
        budget.buildMembers(1);
        group = groups.addArray();
        before = one.key;
      }
      group.add(one.element);
    }
    return groups;
  }

  /** The last of the largest or the first of the smallest elements; null for an empty array. */
  private static Native extreme(boolean isLargest) {
    return (env, args, in, path, out) -> {
      JqComparator order = new JqComparator(env.budget());
      JsonNode best = NullNode.instance;
      JsonNode bestKey = null;
      for (Keyed one : keyed(env, args, in, "cannot be iterated over")) {
        int compared = bestKey == null ? 0 : order.compare(bestKey, one.key);
        if (bestKey == null || (isLargest ? compared <= 0 : compared > 0)) {
          best = one.element;
          bestKey = one.key;
        }
      }
      out.emit(best, Filter.calculated(path));
    };
  }
}
