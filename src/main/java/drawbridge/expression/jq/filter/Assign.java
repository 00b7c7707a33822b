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
   * {@code target = value}, {@code target += value}: every value of the right makes one result.
   *
   * @param operator combines the old part with the value; null keeps the value alone
   */
  public record Set(Filter target, Operators.@Nullable Operator operator, Filter value, int at)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      value.values(env, in, v -> out.emit(changed(env, in, v), Filter.calculated(path)));
    }

    private JsonNode changed(Env env, JsonNode in, JsonNode given) {
      Edit edit = new Edit(in, env.budget());
      try {
        for (JsonNode keys : paths(env, in, target)) {
          Operators.Operator combined = operator;
          edit.set(
              keys, combined == null ? given : combined.apply(edit.get(keys), given, env.budget()));
        }
      } catch (JqError e) {
        throw e.at(at);
      }
      return edit.result();
    }

    @Override
    public List<Filter> parts() {
      return List.of(target, value);
    }
  }

  /** {@code target |= update}: the first result replaces the part; without one it is deleted. */
  public record Update(Filter target, Filter update, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      out.emit(changed(env, in), Filter.calculated(path));
    }

    private JsonNode changed(Env env, JsonNode in) {
      Edit edit = new Edit(in, env.budget());
      ArrayNode deleted = JsonNodeFactory.instance.arrayNode();
      try {
        for (JsonNode keys : paths(env, in, target)) {
          JsonNode old = edit.get(keys);
          boolean[] isKept = {false};
          Flow.until(
              stop ->
                  update.values(
                      env,
                      old,
                      value -> {
                        edit.set(keys, value);
                        isKept[0] = true;
                        throw stop;
                      }));
          if (!isKept[0]) {
            env.budget().buildElements(1);
            deleted.add(keys);
          }
        }
        return deleted.isEmpty()
            ? edit.result()
            : Deletion.of(edit.result(), deleted, env.budget());
      } catch (JqError e) {
        throw e.at(at);
      }
    }

    @Override
    public List<Filter> parts() {
      return List.of(target, update);
    }
  }
}
