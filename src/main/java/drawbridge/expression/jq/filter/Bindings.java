package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.value.Bounds;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Variables: binding, reading, and the loops that bind. */
public final class Bindings {

  private Bindings() {}

  /**
   * Alternatives of patterns, separated by {@code ?//}.
   *
   * @param variables all variables of all patterns when there are several; those that the taken
   *     pattern lacks are null
   */
  public record Patterns(List<Pattern> patterns, List<Object> variables) {

    /** Runs the body with the first pattern for which neither pattern nor body fails. */
    void bind(Env env, JsonNode value, Filter.Sink out, Body body) {
      Env all = env;
      for (Object variable : variables) {
        all = all.with(variable, NullNode.instance);
      }
      bind(all, value, 0, out, body);
    }

    private void bind(Env env, JsonNode value, int index, Filter.Sink out, Body body) {
      Pattern pattern = patterns.get(index);
      if (index == patterns.size() - 1) {
        pattern.bind(env, value, inner -> body.run(inner, out));
      } else {
        Consumer<JqError> next = e -> bind(env, value, index + 1, out, body);
        Flow.guarded(
            guarded -> pattern.bind(env, value, inner -> body.run(inner, guarded)), out, next);
      }
    }

    List<Filter> keys() {
      return patterns.stream().flatMap(pattern -> pattern.keys().stream()).toList();
    }
  }

  /** What runs with bound variables. */
  @FunctionalInterface
  interface Body {
    void run(Env env, Filter.Sink out);
  }

  /** {@code source as $x | body} */
  public record Bind(Filter source, Patterns patterns, Filter body) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      source.values(
          env,
          in,
          value -> {
            env.budget().step();
            patterns.bind(env, value, out, (inner, sink) -> body.run(inner, in, path, sink));
          });
    }

    @Override
    public List<Filter> parts() {
      return all(List.of(source, body), patterns);
    }
  }

  /** {@code $x} */
  public record Variable(Object name) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      out.emit(env.variable(name), Filter.calculated(path));
    }
  }

  /** {@code $x} that the caller of the evaluation defines. */
  public record OuterVariable(String name, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      JsonNode value = env.evaluation().variables().get(name);
      if (value == null) {
        String shown = name.endsWith("()") ? name : "$" + name;
        throw JqError.of(shown + " is not defined").at(at);
      }
      out.emit(value, Filter.calculated(path));
    }
  }

  /** {@code reduce source as $x (start; update)} */
  public record Reduce(Filter source, Patterns patterns, Filter start, Filter update)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      start.run(
          env,
          in,
          path,
          (first, at) -> {
            State state = new State(first, at, env.budget());
            source.values(env, in, value -> round(env, value, state));
            out.emit(state.value, state.path);
          });
    }

    private void round(Env env, JsonNode value, State state) {
      state.begin();
      Path before = state.path;
      Path[] last = {Filter.calculated(before)};
      JsonNode[] result = {NullNode.instance};
      Sink keep =
          (v, p) -> {
            result[0] = v;
            last[0] = p;
          };
      JsonNode old = state.value;
      patterns.bind(env, value, keep, (inner, sink) -> update.run(inner, old, before, sink));
      state.end(result[0], last[0]);
    }

    @Override
    public List<Filter> parts() {
      return all(List.of(source, start, update), patterns);
    }
  }

  /** {@code foreach source as $x (start; update; extract)} */
  public record Foreach(
      Filter source, Patterns patterns, Filter start, Filter update, Filter extract)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      start.run(
          env,
          in,
          path,
          (first, at) -> {
            State state = new State(first, at, env.budget());
            source.values(env, in, value -> round(env, value, state, out));
          });
    }

    private void round(Env env, JsonNode value, State state, Sink out) {
      env.budget().step();
      JsonNode old = state.value;
      Path before = state.path;
      patterns.bind(
          env,
          value,
          out,
          (inner, sink) ->
              update.run(
                  inner,
                  old,
                  before,
                  (v, p) -> {
                    state.value = v;
                    state.path = p;
                    extract.run(inner, v, p, sink);
                  }));
    }

    @Override
    public List<Filter> parts() {
      return all(List.of(source, start, update, extract), patterns);
    }
  }

  private static List<Filter> all(List<Filter> parts, Patterns patterns) {
    List<Filter> all = new ArrayList<>(parts);
    all.addAll(patterns.keys());
    return all;
  }

  /**
   * What a loop passes from round to round. Nothing else that a round makes survives it, so that
   * the rest is refunded. The state is measured only when enough was charged.
   */
  private static final class State {

    private final Budget budget;
    private JsonNode value;
    private @Nullable Path path;
    private long begun;
    private long counted;

    State(JsonNode value, @Nullable Path path, Budget budget) {
      this.value = value;
      this.path = path;
      this.budget = budget;
    }

    void begin() {
      begun = budget.built();
      budget.step();
    }

    void end(JsonNode result, @Nullable Path at) {
      value = result;
      path = at;
      counted += budget.built() - begun;
      boolean isAlone = path == null; // the keys of a path survive too
      if (isAlone && counted > Bounds.BUILT / 2) {
        long held = budget.held(value);
        budget.refund(counted);
        budget.build(held);
        counted = held;
      }
    }
  }
}
