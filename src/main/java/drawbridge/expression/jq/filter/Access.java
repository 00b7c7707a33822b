package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.Indexing;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Access to parts of a value. {@code ?} after an access omits values that lack such parts. */
public final class Access {

  private Access() {}

  /** {@code target[key]}: a member, an element, or the positions where an array begins. */
  public record Index(Filter target, Filter key, int at, boolean isOptional) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      key.values(
          env,
          in,
          k -> target.run(env, in, path, (v, p) -> emit(env, v, k, p, at, isOptional, out)));
    }

    @Override
    public List<Filter> parts() {
      return List.of(target, key);
    }
  }

  /** {@code target[from:to]} */
  public record Slice(Filter target, Filter from, Filter to, int at, boolean isOptional)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      Consumer<JsonNode> ends =
          end ->
              from.values(
                  env,
                  in,
                  start -> {
                    JsonNode key = Indexing.slice(start, end);
                    target.run(env, in, path, (v, p) -> emit(env, v, key, p, at, isOptional, out));
                  });
      to.values(env, in, ends);
    }

    @Override
    public List<Filter> parts() {
      return List.of(target, from, to);
    }
  }

  /** {@code target[]}: every element or member. */
  public record Each(Filter target, int at, boolean isOptional) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      target.run(env, in, path, (value, p) -> emit(env.budget(), value, p, out));
    }

    private void emit(Budget budget, JsonNode value, @Nullable Path path, Sink out) {
      if (path != null && path.isNowhere()) {
        throw JqError.of(
                "Invalid path expression near attempt to iterate through "
                    + Values.shortened(value, budget),
                "a path expression iterates through a calculated value")
            .at(at);
      } else if (!isOptional && !value.isContainerNode()) {
        throw Values.notIterable(value, budget).at(at);
      }
      each(budget, value, path, out);
    }

    @Override
    public List<Filter> parts() {
      return List.of(target);
    }
  }

  /** Emits every element or member; nothing for other values. */
  public static void each(Budget budget, JsonNode value, @Nullable Path path, Filter.Sink out) {
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        budget.step();
        JsonNode key = path == null ? value : TextNode.valueOf(member.getKey());
        out.emit(member.getValue(), path == null ? null : path.to(key));
      }
    } else {
      for (int i = 0; i < value.size(); i++) {
        budget.step();
        out.emit(value.get(i), path == null ? null : path.to(Numbers.of(i)));
      }
    }
  }

  private static void emit(
      Env env,
      JsonNode value,
      JsonNode key,
      @Nullable Path path,
      int at,
      boolean isOptional,
      Filter.Sink out) {
    Budget budget = env.budget();
    budget.step();
    if (path != null && path.isNowhere()) {
      throw Path.calculated(value, key, budget).at(at);
    }
    JsonNode part;
    try {
      part = Indexing.get(value, key, budget);
    } catch (JqError e) {
      if (isOptional) {
        return;
      }
      throw e.at(at);
    }
    out.emit(part, path == null ? null : path.to(key));
  }
}
