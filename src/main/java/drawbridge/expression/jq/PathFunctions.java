package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.functions.DelPathsFunction;
import net.thisptr.jackson.jq.internal.misc.PathUtils;
import net.thisptr.jackson.jq.path.Path;
import net.thisptr.jackson.jq.path.RootPath;

/** The functions that find paths in a value or change it there. */
final class PathFunctions {

  private static final Function DELETE = new DelPathsFunction();

  private PathFunctions() {}

  static void addTo(Map<String, Function> all) {
    all.put(
        "getpath/1",
        (scope, args, in, path, output, version) ->
            args.get(0)
                .apply(
                    scope,
                    in,
                    place -> {
                      checkGet(in, place);
                      place(place).get(in, path, output, false);
                    }));
    all.put(
        "setpath/2",
        (scope, args, in, path, output, version) -> {
          Expression places = args.get(0);
          Expression values = args.get(1);
          values.apply(
              scope, in, value -> places.apply(scope, in, place -> set(in, place, value, output)));
        });
    all.put(
        "delpaths/1",
        (scope, args, in, path, output, version) -> {
          Expression counted =
              BoundedNodes.checked(args.get(0), (paths, at) -> countDelete(in, paths));
          DELETE.apply(scope, List.of(counted), in, path, output, version);
        });
    all.put(
        "path/1",
        (scope, args, in, path, output, version) -> paths(scope, args.get(0), in, output));
  }

  private static void checkGet(JsonNode in, JsonNode place) throws JsonQueryException {
    PathCost.count(in, place, Budget.current());
    for (JsonNode segment : place) {
      if (segment.isArray()) {
        throw new JsonQueryException("getpath takes no array inside a path");
      }
    }
  }

  private static void set(JsonNode in, JsonNode place, JsonNode value, PathOutput output)
      throws JsonQueryException {
    Path at = place(place);
    output.emit(PathCost.changed(in, at, there -> value), at);
  }

  private static Path place(JsonNode path) throws JsonQueryException {
    if (path.size() > Bounds.DEPTH) {
      throw new LimitPassed("it names a path too many levels deep");
    }
    return PathUtils.toPath(path);
  }

  /** Every path copies the containers along it, and the remainder is copied once at the end. */
  private static void countDelete(JsonNode in, JsonNode paths) {
    Budget budget = Budget.current();
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

  private static void paths(Scope scope, Expression arg, JsonNode in, PathOutput output)
      throws JsonQueryException {
    Budget budget = Budget.current();
    budget.step();
    arg.apply(
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
