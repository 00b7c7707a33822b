package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;

/** jq's order of all values, as jackson-jq defines it; charges for every visited node. */
final class JqComparator implements Comparator<JsonNode> {

  private final Budget budget;
  private int depth;

  JqComparator(Budget budget) {
    this.budget = budget;
  }

  @Override
  public int compare(JsonNode left, JsonNode right) {
    budget.work(1);
    int rank = rank(left);
    int ranks = Integer.compare(rank, rank(right));
    if (ranks != 0 || rank == 0) {
      return ranks;
    }
    return switch (left.getNodeType()) {
      case BOOLEAN -> Boolean.compare(left.booleanValue(), right.booleanValue());
      case NUMBER -> numbers(left.asDouble(), right.asDouble());
      case STRING -> texts(left.textValue(), right.textValue());
      case ARRAY -> deeper(() -> arrays(left, right));
      case OBJECT -> deeper(() -> objects(left, right));
      case BINARY, MISSING, NULL, POJO -> 0;
    };
  }

  private static int rank(JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL, MISSING, BINARY, POJO -> 0;
      case BOOLEAN -> 1;
      case NUMBER -> 2;
      case STRING -> 3;
      case ARRAY -> 4;
      case OBJECT -> 5;
    };
  }

  private int deeper(IntSupplier comparison) {
    if (++depth > Bounds.DEPTH) {
      throw new LimitPassed("it compares values nested more than " + Bounds.DEPTH + " levels deep");
    }
    int order = comparison.getAsInt();
    depth--;
    return order;
  }

  /** NaN precedes every number, itself included. */
  private static int numbers(double left, double right) {
    if (Double.isNaN(left)) {
      return -1;
    }
    return Double.isNaN(right) ? 1 : Double.compare(left, right);
  }

  private int texts(String left, String right) {
    budget.work(Math.min(left.length(), right.length()) / 16);
    return left.compareTo(right);
  }

  private int arrays(JsonNode left, JsonNode right) {
    Iterator<JsonNode> others = right.iterator();
    for (JsonNode element : left) {
      int order = others.hasNext() ? compare(element, others.next()) : 1;
      if (order != 0) {
        return order;
      }
    }
    return others.hasNext() ? -1 : 0;
  }

  private int objects(JsonNode left, JsonNode right) {
    List<String> names = names(left);
    List<String> others = names(right);
    for (int i = 0; i < Math.min(names.size(), others.size()); i++) {
      int order = texts(names.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    int order = Integer.compare(names.size(), others.size());
    for (int i = 0; order == 0 && i < names.size(); i++) {
      order = compare(left.path(names.get(i)), right.path(names.get(i)));
    }
    return order;
  }

  private List<String> names(JsonNode object) {
    budget.work(8L * object.size());
    List<String> names = new ArrayList<>(object.size());
    object.fieldNames().forEachRemaining(names::add);
    Collections.sort(names);
    return names;
  }
}
