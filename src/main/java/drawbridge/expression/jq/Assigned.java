package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import net.thisptr.jackson.jq.path.RootPath;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code =}, {@code |=} and operators such as {@code +=}.
 *
 * @param operator combines the old and the given value; null for {@code |=}, which evaluates the
 *     value once for each path
 */
record Assigned(Expression paths, Expression value, @Nullable Operator operator)
    implements Expression {

  /** Combines the old value with the value on the right. */
  interface Operator {
    JsonNode applied(JsonNode there, JsonNode value) throws JsonQueryException;
  }

  @Override
  public void apply(
      Scope scope, JsonNode in, @Nullable Path path, PathOutput output, boolean requirePath)
      throws JsonQueryException {
    Operator combined = operator;
    if (combined == null) {
      output.emit(changed(in, paths(scope, in), there -> updated(scope, there)), null);
      return;
    }
    value.apply(
        scope,
        in,
        given ->
            output.emit(
                changed(in, paths(scope, in), there -> combined.applied(orNull(there), given)),
                null));
  }

  private List<Path> paths(Scope scope, JsonNode in) throws JsonQueryException {
    List<Path> found = new ArrayList<>();
    Budget budget = Budget.current();
    paths.apply(
        scope,
        in,
        RootPath.getInstance(),
        (at, path) -> {
          budget.buildMembers(1);
          found.add(orRoot(path, at, in, budget));
        },
        true);
    return found;
  }

  /** A scalar that equals the input represents the path of the input. */
  static Path orRoot(@Nullable Path path, JsonNode at, JsonNode in, Budget budget)
      throws JsonQueryException {
    if (path != null) {
      return path;
    }
    if (in.isValueNode() && new JqComparator(budget).compare(in, at) == 0) {
      return RootPath.getInstance();
    }
    throw new JsonQueryException("Invalid path expression");
  }

  private static JsonNode changed(JsonNode in, List<Path> paths, Path.Mutation change)
      throws JsonQueryException {
    JsonNode out = in;
    LoopState rounds = new LoopState(Budget.current());
    for (Path path : paths) {
      rounds.begin();
      out = PathCost.changed(out, path, change);
      rounds.end(out);
    }
    return out;
  }

  private JsonNode updated(Scope scope, @Nullable JsonNode there) throws JsonQueryException {
    List<JsonNode> first = new ArrayList<>(1);
    value.apply(
        scope,
        orNull(there),
        next -> {
          if (first.isEmpty()) {
            first.add(next);
          }
        });
    if (first.isEmpty()) {
      throw new JsonQueryException("|= empty is undefined");
    }
    return first.get(0);
  }

  private static JsonNode orNull(@Nullable JsonNode there) {
    return there == null ? NullNode.getInstance() : there;
  }
}
