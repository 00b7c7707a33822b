package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions and calls of functions. */
public final class Calls {

  private Calls() {}

  /**
   * A function defined in jq. Its body is set after the definition was read, since the body may
   * call the function.
   */
  public static final class Function {
    private final String name;
    private final List<Object> parameters;
    private final boolean isGlobal;
    private @Nullable Filter body;

    /**
     * @param parameters the objects that stand for the parameters
     * @param isGlobal whether the body sees nothing but global functions
     */
    public Function(String name, List<Object> parameters, boolean isGlobal) {
      this.name = name;
      this.parameters = List.copyOf(parameters);
      this.isGlobal = isGlobal;
    }

    public String name() {
      return name;
    }

    /** Returns the body; the function must be complete. */
    public Filter body() {
      if (body == null) {
        throw new IllegalStateException(name + " has no body yet");
      }
      return body;
    }

    public void complete(Filter read) {
      body = read;
    }
  }

  /** {@code def function: …; rest} */
  public record Define(Function function, Filter rest) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      rest.run(env.with(function, null), in, path, out);
    }

    @Override
    public List<Filter> parts() {
      return List.of(function.body(), rest);
    }
  }

  /** A call of a function defined in jq. */
  public record Call(Function function, List<Filter> arguments, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      Env inner = function.isGlobal ? env.outermost() : env.at(function);
      for (int i = 0; i < arguments.size(); i++) {
        inner = inner.with(function.parameters.get(i), closure(arguments.get(i), env));
      }
      try {
        function.body().run(inner, in, path, out);
      } catch (JqError e) {
        throw e.at(at); // the parts of a function of jq itself have no position
      }
    }

    /** An argument that only passes a parameter on is that parameter's argument. */
    private static Object closure(Filter argument, Env env) {
      return argument instanceof Parameter parameter
          ? env.value(parameter.name)
          : new Env.Closure(argument, env);
    }

    @Override
    public List<Filter> parts() {
      return arguments;
    }
  }

  /** A call of a parameter. */
  public record Parameter(Object name) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      Env.Closure argument = (Env.Closure) env.value(name);
      argument.filter().run(argument.env(), in, path, out);
    }
  }

  /** A function written in Java. */
  @FunctionalInterface
  public interface Native {
    /** Emits the results; the arguments are evaluated as often as the function says. */
    void run(Env env, List<Filter> arguments, JsonNode in, @Nullable Path path, Filter.Sink out);
  }

  /** A call of a function written in Java. */
  public record NativeCall(String name, Native function, List<Filter> arguments, int at)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      try {
        function.run(env, arguments, in, path, out);
      } catch (JqError e) {
        throw e.at(at);
      }
    }

    @Override
    public List<Filter> parts() {
      return new ArrayList<>(arguments);
    }
  }
}
