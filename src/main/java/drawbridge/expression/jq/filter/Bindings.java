package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Variables: binding and reading. Patterns that take a value apart are bindings of its parts. */
public final class Bindings {

  private Bindings() {}

  /** {@code source as $name | body} */
  public record Bind(Filter source, Object name, Filter body) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      source.values(
          env,
          in,
          value -> {
            env.budget().step();
            body.run(env.with(name, value), in, path, out);
          });
    }

    @Override
    public List<Filter> parts() {
      return List.of(source, body);
    }
  }

  /**
   * Patterns separated by {@code ?//}: the first one for which neither it nor the body fails.
   *
   * @param heads the bindings of each pattern, around the {@link Rest}
   * @param variables those of all patterns; null where the taken pattern lacks them
   */
  public record Alternatives(List<Filter> heads, Object rest, Filter body, List<Object> variables)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      Env all = env.with(rest, body);
      for (Object variable : variables) {
        all = all.with(variable, NullNode.instance);
      }
      run(all, in, path, out, 0);
    }

    private void run(Env env, JsonNode in, @Nullable Path path, Sink out, int index) {
      Filter head = heads.get(index);
      if (index == heads.size() - 1) {
        head.run(env, in, path, out);
      } else {
        Flow.guarded(
            guarded -> head.run(env, in, path, guarded),
            out,
            e -> run(env, in, path, out, index + 1));
      }
    }

    @Override
    public List<Filter> parts() {
      List<Filter> parts = new ArrayList<>(heads);
      parts.add(body);
      return parts;
    }
  }

  /** The common body of several patterns; sees the variables where it stands. */
  public record Rest(Object name) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      ((Filter) env.value(name)).run(env, in, path, out);
    }
  }

  /** {@code $x} */
  public record Variable(Object name) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      out.emit((JsonNode) env.value(name), Filter.calculated(path));
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
}
