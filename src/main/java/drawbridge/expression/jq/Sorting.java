package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** Sorts and groups elements by the results of an expression; comparisons are charged. */
final class Sorting {

  private record Keyed(JsonNode key, JsonNode element) {}

  private Sorting() {}

  static JsonNode sorted(Scope scope, Expression by, JsonNode in) throws JsonQueryException {
    ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
    inOrder("sort_by", scope, by, in).forEach(keyed -> sorted.add(keyed.element()));
    return sorted;
  }

  static JsonNode grouped(Scope scope, Expression by, JsonNode in) throws JsonQueryException {
    ArrayNode groups = JsonNodeFactory.instance.arrayNode();
    JqComparator order = new JqComparator(Budget.current());
    JsonNode last = null;
    ArrayNode group = groups;
    for (Keyed keyed : inOrder("group_by", scope, by, in)) {
      if (last == null || order.compare(last, keyed.key()) != 0) {
        Budget.current().buildMembers(1);
        group = groups.addArray();
        last = keyed.key();
      }
      group.add(keyed.element());
    }
    return groups;
  }

  /**
   * Returns the last of the largest or the first of the smallest elements; null for an empty array.
   */
  static JsonNode extreme(boolean largest, Scope scope, Expression by, JsonNode in)
      throws JsonQueryException {
    JqComparator order = new JqComparator(Budget.current());
    JsonNode best = NullNode.getInstance();
    JsonNode bestKey = null;
    for (Keyed keyed : keyed(largest ? "max_by" : "min_by", scope, by, in)) {
      int compared = bestKey == null ? 0 : order.compare(bestKey, keyed.key());
      if (bestKey == null || (largest ? compared <= 0 : compared > 0)) {
        best = keyed.element();
        bestKey = keyed.key();
      }
    }
    return best;
  }

  private static List<Keyed> inOrder(String name, Scope scope, Expression by, JsonNode in)
      throws JsonQueryException {
    List<Keyed> all = keyed(name, scope, by, in);
    JqComparator order = new JqComparator(Budget.current());
    try {
      all.sort((a, b) -> order.compare(a.key(), b.key()));
    } catch (IllegalArgumentException e) {
      throw new JsonQueryException(name + " met values without an order");
    }
    return all;
  }

  private static List<Keyed> keyed(String name, Scope scope, Expression by, JsonNode in)
      throws JsonQueryException {
    if (!in.isArray()) {
      throw new JsonQueryException(name + " does not apply to " + Values.type(in));
    }
    Budget budget = Budget.current();
    List<Keyed> all = new ArrayList<>(in.size());
    for (JsonNode element : in) {
      budget.buildMembers(3);
      ArrayNode key = JsonNodeFactory.instance.arrayNode();
      by.apply(
          scope,
          element,
          part -> {
            budget.buildElements(1);
            key.add(part);
          });
      all.add(new Keyed(key, element));
    }
    return all;
  }
}
