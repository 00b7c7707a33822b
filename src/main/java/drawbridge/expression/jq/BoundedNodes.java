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
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** Replaces the nodes of jackson-jq that can grow without bound. */
final class BoundedNodes {

  private BoundedNodes() {}

  /** A node that makes no new values: its start and its results are steps. */
  record Counted(Expression node) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      Budget budget = Budget.current();
      budget.step();
      PathOutput counted =
          (out, outPath) -> {
            budget.step();
            output.emit(out, outPath);
          };
      node.apply(scope, in, path, counted, requirePath);
    }
  }

  /** A node whose results may be new objects, slices or texts. */
  record Making(Expression node) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      Budget budget = Budget.current();
      PathOutput counted =
          (out, outPath) -> {
            budget.step();
            budget.made(out);
            output.emit(out, outPath);
          };
      node.apply(scope, in, path, counted, requirePath);
    }
  }

  /**
   * The target of an access. Where a path is required and missing, the error does not quote the
   * value.
   */
  record Target(Expression node) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      if (!requirePath) {
        node.apply(scope, in, path, output, false);
        return;
      }
      PathOutput guarded =
          (out, outPath) -> {
            if (outPath == null) {
              throw new JsonQueryException("Invalid path expression");
            }
            output.emit(out, outPath);
          };
      node.apply(scope, in, path, guarded, true);
    }
  }

  /** A key of an object construction. */
  record Key(Expression node) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      PathOutput texts =
          (out, outPath) -> {
            if (!out.isTextual()) {
              throw new JsonQueryException("Cannot use " + Values.type(out) + " as object key");
            }
            output.emit(out, outPath);
          };
      node.apply(scope, in, path, texts, requirePath);
    }
  }

  record Negation(Expression value) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
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
  }

  record Binary(Expression left, Expression right, BinaryOperators operator) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      right.apply(
          scope, in, r -> left.apply(scope, in, l -> output.emit(operator.applied(l, r), null)));
    }
  }

  record Collected(@Nullable Expression elements) implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
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
    }
  }

  /** Only the accumulator survives a round, so other values are refunded. */
  record Reduced(PatternMatcher matcher, Expression start, Expression update, Expression items)
      implements Expression {
    @Override
    public void apply(
        Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
        throws JsonQueryException {
      start.apply(
          scope,
          in,
          first -> {
            JsonNode[] sum = {first};
            LoopState rounds = new LoopState(Budget.current());
            items.apply(scope, in, item -> round(scope, item, sum, rounds));
            output.emit(sum[0], null);
          });
    }

    @SuppressWarnings("JdkObsolete") // jackson-jq's matchers require this stack
    private void round(Scope scope, JsonNode item, JsonNode[] sum, LoopState rounds)
        throws JsonQueryException {
      rounds.begin();
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
      rounds.end(sum[0]);
    }
  }
}
