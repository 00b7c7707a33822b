package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.Deletion;
import drawbridge.expression.jq.value.Edit;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of the parts at a path expression. */
public final class Assign {

  private Assign() {}

  /** Returns the paths that a path expression takes, each an array of keys. */
  public static void paths(Env env, JsonNode in, Filter of, Filter.Sink out) {
    of.run(
        env,
        in,
        Path.ROOT,
        (value, path) -> {
          Budget budget = env.budget();
          if (path == null || path.isNowhere()) {
            throw JqError.of(
                "Invalid path expression with result " + Values.shortened(value, budget),
                "a path expression ends in a calculated value");
          }
          out.emit(path.keys(budget), null);
        });
  }

  private static List<JsonNode> paths(Env env, JsonNode in, Filter of) {
    List<JsonNode> all = new ArrayList<>();
    paths(env, in, of, (keys, p) -> all.add(keys));
    return all;
  }

  /**
   * {@code target |= update}: the first result replaces the part; without one it is deleted.
   *
   * @param isSingle whether the update always has one result
   */
  public record Update(Filter target, Filter update, boolean isSingle, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      out.emit(changed(env, in), Filter.calculated(path));
    }

    private JsonNode changed(Env env, JsonNode in) {
      Edit edit = new Edit(in, env.budget());
      ArrayNode deleted = JsonNodeFactory.instance.arrayNode();
      try {
        for (JsonNode keys : paths(env, in, target)) {
          JsonNode part = updated(env, edit.get(keys));
          if (part == null) {
            env.budget().buildElements(1);
            deleted.add(keys);
          } else {
            edit.set(keys, part);
          }
        }
        return deleted.isEmpty()
            ? edit.result()
            : Deletion.of(edit.result(), deleted, env.budget());
      } catch (JqError e) {
        throw e.at(at);
      }
    }

    private @Nullable JsonNode updated(Env env, JsonNode old) {
      JsonNode[] first = {null};
      if (isSingle) {
        update.values(env, old, value -> first[0] = value);
      } else {
        Flow.until(
            stop ->
                update.values(
                    env,
                    old,
                    value -> {
                      first[0] = value;
                      throw stop;
                    }));
      }
      return first[0];
    }

    @Override
    public List<Filter> parts() {
      return List.of(target, update);
    }
  }
}
