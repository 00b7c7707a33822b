package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions.DelPathsFunction;
import net.thisptr.jackson.jq.internal.misc.PathUtils;
import net.thisptr.jackson.jq.path.Path;
import net.thisptr.jackson.jq.path.RootPath;
import org.jspecify.annotations.Nullable;

/** The functions that find paths in a value or change it there. */
final class PathFunctions {

  private static final Function DELETE = new DelPathsFunction();

  private PathFunctions() {}

  static void set(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    args.get(1)
        .apply(
            scope,
            in,
            value ->
                args.get(0)
                    .apply(
                        scope,
                        in,
                        place -> {
                          Path at = place(place);
                          output.emit(PathCost.changed(in, at, there -> value), at);
                        }));
  }

  static void get(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    args.get(0)
        .apply(
            scope,
            in,
            place -> {
              PathCost.count(in, place, Budget.current());
              for (JsonNode segment : place) {
                if (segment.isArray()) {
                  throw new JsonQueryException("getpath takes no array inside a path");
                }
              }
              place(place).get(in, path, output, false);
            });
  }

  private static Path place(JsonNode path) throws JsonQueryException {
    if (path.size() > Budget.current().bounds().depth()) {
      throw new LimitPassed("it names a path too many levels deep");
    }
    return PathUtils.toPath(path);
  }

  /** Every path copies the containers along it, and the remainder is copied once at the end. */
  static void delete(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    Budget budget = Budget.current();
    Expression counted =
        (s, i, p, out, requirePath) ->
            args.get(0)
                .apply(
                    s,
                    i,
                    p,
                    (paths, at) -> {
                      count(in, paths, budget);
                      out.emit(paths, at);
                    },
                    requirePath);
    DELETE.apply(scope, List.of(counted), in, path, output, version);
  }

  private static void count(JsonNode in, JsonNode paths, Budget budget) {
    budget.step();
    ValueSize.of(paths, budget);
    budget.buildMembers(ValueSize.of(in, budget).nodes());
    LoopState rounds = new LoopState(budget);
    for (JsonNode place : paths) {
      rounds.begin();
      PathCost.count(in, place, budget);
      rounds.end(in);
    }
  }

  static void paths(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    Budget budget = Budget.current();
    budget.step();
    args.get(0)
        .apply(
            scope,
            in,
            RootPath.getInstance(),
            (value, at) -> {
              ArrayNode segments = JsonNodeFactory.instance.arrayNode();
              Assigned.orRoot(at, value, in, budget).toJsonNode(segments);
              budget.made(segments);
              output.emit(segments, null);
            },
            true);
  }
}
