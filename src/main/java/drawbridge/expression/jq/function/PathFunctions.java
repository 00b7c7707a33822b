package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.filter.Assign;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.value.Deletion;
import drawbridge.expression.jq.value.Edit;
import drawbridge.expression.jq.value.Indexing;
import drawbridge.expression.jq.value.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions of paths. */
final class PathFunctions {

  private PathFunctions() {}

  static void addTo(Functions all) {
    all.add(
        "path",
        1,
        (env, args, in, path, out) ->
            Assign.paths(
                env, in, args.get(0), (keys, p) -> out.emit(keys, Filter.calculated(path))));
    all.add("getpath", 1, PathFunctions::getPath);
    all.add(
        "setpath",
        (in, keys, value, budget) -> {
          Path.check(keys);
          Edit edit = new Edit(in, budget);
          edit.set(keys, value);
          return edit.result();
        });
    all.add("delpaths", (in, paths, budget) -> Deletion.of(in, paths, budget));
    all.add("pick", 1, PathFunctions::pick);
  }

  private static void getPath(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    args.get(0)
        .values(
            env,
            in,
            keys -> {
              Path.check(keys);
              if (path != null && path.isNowhere()) {
                throw Path.calculated(in, keys, env.budget());
              }
              JsonNode part = Indexing.getAll(in, keys, env.budget());
              out.emit(part, path == null ? null : path.toAll(keys));
            });
  }

  private static void pick(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    Edit edit = new Edit(NullNode.instance, env.budget());
    Assign.paths(
        env, in, args.get(0), (keys, p) -> edit.set(keys, Indexing.getAll(in, keys, env.budget())));
    out.emit(edit.result(), Filter.calculated(path));
  }
}
