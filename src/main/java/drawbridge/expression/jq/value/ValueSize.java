package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * The size of a value as a tree. A value that is referenced twice counts twice, which is the cost
 * of writing or comparing it: forty small arrays can be a tree of a terabyte.
 */
public final class ValueSize {

  private static final int WORD = 5;

  private long size;
  private long nodes;

  /**
   * Measures a value.
   *
   * @throws LimitPassed when the value is too large or too deep; takes at most that many steps
   */
  public static ValueSize of(JsonNode node, Budget budget) {
    ValueSize size = new ValueSize();
    size.add(node, 0);
    budget.work(size.nodes);
    return size;
  }

  /** Returns the approximate number of characters as JSON. */
  public long size() {
    return size;
  }

  public long nodes() {
    return nodes;
  }

  private void add(JsonNode node, int depth) {
    nodes++;
    if (node.isContainerNode()) {
      addContainer(node, depth);
    } else {
      count(
          node.isTextual()
              ? node.textValue().length() + 2
              : node.isNumber() ? Numbers.length(node) : WORD);
    }
  }

  private void addContainer(JsonNode node, int depth) {
    if (depth >= Bounds.DEPTH) {
      throw new LimitPassed("it makes a value nested more than " + Bounds.DEPTH + " levels deep");
    }
    count(2L + node.size());
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        count(member.getKey().length() + 3);
        add(member.getValue(), depth + 1);
      }
    } else {
      for (JsonNode element : node) {
        add(element, depth + 1);
      }
    }
  }

  private void count(long more) {
    size += more;
    if (size > Bounds.TREE_SIZE) {
      throw new LimitPassed("it makes a value of more than " + Bounds.TREE_SIZE + " characters");
    }
  }
}
