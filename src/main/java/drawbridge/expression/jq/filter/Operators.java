package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import drawbridge.expression.jq.value.Arithmetic;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqComparator;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Operators with two operands. */
public final class Operators {

  private Operators() {}

  /** Combines two values. */
  @FunctionalInterface
  public interface Operator {
    /** Returns the combined value, or throws {@link JqError}. */
    JsonNode apply(JsonNode left, JsonNode right, Budget budget);
  }

  /** Returns the operator of a symbol, or null for none. */
  public static @Nullable Operator of(String symbol) {
    return switch (symbol) {
      case "+" -> Arithmetic::add;
      case "-" -> Arithmetic::subtract;
      case "*" -> Arithmetic::multiply;
      case "/" -> Arithmetic::divide;
      case "%" -> Arithmetic::modulo;
      case "==" -> comparison(order -> order == 0);
      case "!=" -> comparison(order -> order != 0);
      case "<" -> comparison(order -> order < 0);
      case "<=" -> comparison(order -> order <= 0);
      case ">" -> comparison(order -> order > 0);
      case ">=" -> comparison(order -> order >= 0);
      default -> null;
    };
  }

  private static Operator comparison(IntPredicate holds) {
    return (left, right, budget) ->
        BooleanNode.valueOf(holds.test(new JqComparator(budget).compare(left, right)));
  }

  /** Evaluates both operands in every combination; the right one varies slowest. */
  public record Binary(Filter left, Operator operator, Filter right, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      Consumer<JsonNode> each =
          r -> left.values(env, in, l -> out.emit(combined(l, r, env), Filter.calculated(path)));
      right.values(env, in, each);
    }

    private JsonNode combined(JsonNode l, JsonNode r, Env env) {
      try {
        return operator.apply(l, r, env.budget());
      } catch (JqError e) {
        throw e.at(at);
      }
    }

    @Override
    public List<Filter> parts() {
      return List.of(left, right);
    }
  }

  /**
   * {@code left and right}, {@code left or right}.
   *
   * @param decisive the truth of the left operand that decides alone
   */
  public record Logic(Filter left, Filter right, boolean decisive) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      Path nowhere = Filter.calculated(path);
      Consumer<JsonNode> rest = r -> out.emit(BooleanNode.valueOf(Values.isTrue(r)), nowhere);
      left.values(
          env,
          in,
          l -> {
            if (Values.isTrue(l) == decisive) {
              out.emit(BooleanNode.valueOf(decisive), nowhere);
            } else {
              right.values(env, in, rest);
            }
          });
    }

    @Override
    public List<Filter> parts() {
      return List.of(left, right);
    }
  }

  /** {@code left // right}: the results of the left that are true, or else those of the right. */
  public record Alternative(Filter left, Filter right) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      boolean[] isFound = {false};
      left.run(
          env,
          in,
          path,
          (value, p) -> {
            if (Values.isTrue(value)) {
              isFound[0] = true;
              out.emit(value, p);
            }
          });
      if (!isFound[0]) {
        right.run(env, in, path, out);
      }
    }

    @Override
    public List<Filter> parts() {
      return List.of(left, right);
    }
  }
}
