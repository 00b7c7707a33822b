package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntSupplier;

/** jq's order of all values; charges for every visited node. */
public final class JqComparator implements Comparator<JsonNode> {

  private final Budget budget;
  private final boolean isTotal;
  private int depth;

  /** Returns the order of jq's operators, in which NaN precedes itself. */
  public JqComparator(Budget budget) {
    this(budget, false);
  }

  private JqComparator(Budget budget, boolean isTotal) {
    this.budget = budget;
    this.isTotal = isTotal;
  }

  /** Returns an order in which NaN equals itself, as sorting and maps need. */
  public static JqComparator total(Budget budget) {
    return new JqComparator(budget, true);
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
      case NUMBER -> numbers(left, right);
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

  private int numbers(JsonNode left, JsonNode right) {
    budget.work((Numbers.length(left) + Numbers.length(right)) / 64);
    boolean areNaN = Double.isNaN(left.doubleValue()) && Double.isNaN(right.doubleValue());
    return isTotal && areNaN ? 0 : Numbers.compare(left, right);
  }

  /** Compares texts by code points. */
  public int texts(String left, String right) {
    budget.work(Math.min(left.length(), right.length()) / 16);
    return byCodePoints(left, right);
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
    names.sort(this::texts);
    return names;
  }

  private static int byCodePoints(String left, String right) {
    for (int i = 0; i < Math.min(left.length(), right.length()); i++) {
      char l = left.charAt(i);
      char r = right.charAt(i);
      if (l != r) {
        boolean areSurrogates = Character.isSurrogate(l) == Character.isSurrogate(r);
        return areSurrogates ? l - r : Character.isSurrogate(l) ? 1 : -1;
      }
    }
    return left.length() - right.length();
  }
}
