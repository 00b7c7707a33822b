package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Stack;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.misc.JsonNodeUtils;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher;
import org.jspecify.annotations.Nullable;

/** Replaces the nodes of jackson-jq that can grow without bound. */
final class BoundedNodes {

  private BoundedNodes() {}

  /** Returns a node that passes each result to the check, which may charge or throw, first. */
  static Expression checked(Expression node, PathOutput check) {
    return (scope, in, path, output, requirePath) ->
        node.apply(
            scope,
            in,
            path,
            (out, outPath) -> {
              check.emit(out, outPath);
              output.emit(out, outPath);
            },
            requirePath);
  }

  /** Counts the start and the results of a node that makes no new values. */
  static Expression counted(Expression node) {
    Expression results = checked(node, (out, path) -> Budget.current().step());
    return (scope, in, path, output, requirePath) -> {
      Budget.current().step();
      results.apply(scope, in, path, output, requirePath);
    };
  }

  /** Charges for the results of a node, which may be new objects, slices or texts. */
  static Expression making(Expression node) {
    return checked(
        node,
        (out, path) -> {
          Budget.current().step();
          Budget.current().made(out);
        });
  }

  /**
   * Returns the target of an access. Where a path is required and missing, the error does not quote
   * the value.
   */
  static Expression target(Expression node) {
    Expression guarded =
        checked(
            node,
            (out, path) -> {
              if (path == null) {
                throw new JsonQueryException("Invalid path expression");
              }
            });
    return (scope, in, path, output, requirePath) ->
        (requirePath ? guarded : node).apply(scope, in, path, output, requirePath);
  }

  /** Returns the key of an object construction. */
  static Expression key(Expression node) {
    return checked(
        node,
        (out, path) -> {
          if (!out.isTextual()) {
            throw new JsonQueryException("Cannot use " + Values.type(out) + " as object key");
          }
        });
  }

  static Expression negated(Expression value) {
    return (scope, in, path, output, requirePath) ->
        value.apply(
            scope,
            in,
            number -> {
              if (!number.isNumber()) {
                throw new JsonQueryException(Values.type(number) + " cannot be negated");
              }
              Budget.current().step();
              output.emit(JsonNodeUtils.asNumericNode(-number.asDouble()), null);
            });
  }

  static Expression binary(Expression left, Expression right, BinaryOperators operator) {
    return (scope, in, path, output, requirePath) ->
        right.apply(
            scope, in, r -> left.apply(scope, in, l -> output.emit(operator.applied(l, r), null)));
  }

  static Expression collected(@Nullable Expression elements) {
    return (scope, in, path, output, requirePath) -> {
      Budget budget = Budget.current();
      budget.step();
      budget.buildMembers(1);
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      if (elements != null) {
        elements.apply(
            scope,
            in,
            element -> {
              budget.buildElements(1);
              array.add(element);
            });
      }
      output.emit(array, null);
    };
  }

  /** Only the accumulator survives a round, so other values are refunded. */
  static Expression reduced(
      PatternMatcher matcher, Expression start, Expression update, Expression items) {
    return (scope, in, path, output, requirePath) ->
        start.apply(
            scope,
            in,
            first -> {
              JsonNode[] sum = {first};
              LoopState rounds = new LoopState(Budget.current());
              items.apply(
                  scope,
                  in,
                  item -> {
                    rounds.begin();
                    sum[0] = updated(matcher, update, scope, item, sum[0]);
                    rounds.end(sum[0]);
                  });
              output.emit(sum[0], null);
            });
  }

  /** Returns the accumulator after the updates with every match of one item. */
  @SuppressWarnings("JdkObsolete") // jackson-jq's matchers require this stack
  private static JsonNode updated(
      PatternMatcher matcher, Expression update, Scope scope, JsonNode item, JsonNode before)
      throws JsonQueryException {
    JsonNode[] sum = {before};
    Scope inner = Scope.newChildScope(scope);
    matcher.match(
        scope,
        item,
        variables -> {
          for (int i = variables.size() - 1; i >= 0; i--) {
            inner.setValue(variables.get(i)._1, variables.get(i)._2);
          }
          JsonNode[] last = {NullNode.getInstance()};
          update.apply(inner, sum[0], next -> last[0] = next);
          sum[0] = last[0];
        },
        new Stack<Pair<String, JsonNode>>());
    return sum[0];
  }
}
