package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** Finds a value in another, in linear time for texts; comparisons are charged. */
public final class Search {

  private Search() {}

  /** Returns the indices where the needle begins in an array or text, overlapping ones included. */
  public static ArrayNode indices(JsonNode needle, JsonNode haystack, Budget budget) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    if (needle.isTextual() && haystack.isTextual()) {
      Texts.occurrences(haystack.textValue(), needle.textValue(), budget)
          .forEach(
              at -> {
                budget.buildElements(1);
                found.add(at);
              });
      return found;
    }
    if (!haystack.isArray()) {
      throw JqError.of("indices does not apply to " + Values.type(haystack));
    }
    boolean run = needle.isArray();
    int length = run ? needle.size() : 1;
    JqComparator order = new JqComparator(budget);
    for (int at = 0; length > 0 && at + length <= haystack.size(); at++) {
      if (run
          ? begins(needle, haystack, at, order)
          : order.compare(haystack.get(at), needle) == 0) {
        budget.buildElements(1);
        found.add(at);
      }
    }
    return found;
  }

  private static boolean begins(JsonNode needle, JsonNode haystack, int at, JqComparator order) {
    for (int i = 0; i < needle.size(); i++) {
      if (order.compare(haystack.get(at + i), needle.get(i)) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns jq's containment: of texts, of each element in some element, of each member. */
  public static boolean contains(JsonNode haystack, JsonNode needle, Budget budget) {
    budget.work(4);
    if (haystack.isTextual() && needle.isTextual()) {
      return needle.textValue().isEmpty()
          || !Texts.occurrences(haystack.textValue(), needle.textValue(), budget).isEmpty();
    }
    if (haystack.isArray() && needle.isArray()) {
      for (JsonNode wanted : needle) {
        if (!holds(haystack, wanted, budget)) {
          return false;
        }
      }
      return true;
    }
    boolean objects = haystack.isObject() && needle.isObject();
    return objects
        ? members(haystack, needle, budget)
        : new JqComparator(budget).compare(haystack, needle) == 0;
  }

  private static boolean holds(JsonNode haystack, JsonNode wanted, Budget budget) {
    for (JsonNode element : haystack) {
      if (contains(element, wanted, budget)) {
        return true;
      }
    }
    return false;
  }

  private static boolean members(JsonNode haystack, JsonNode needle, Budget budget) {
    for (Map.Entry<String, JsonNode> member : needle.properties()) {
      JsonNode there = haystack.get(member.getKey());
      if (there == null || !contains(there, member.getValue(), budget)) {
        return false;
      }
    }
    return true;
  }
}
