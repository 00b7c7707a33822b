package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Conditions, errors and labels. */
public final class Flow {

  private Flow() {}

  /** {@code if condition then yes else no end} */
  public record If(Filter condition, Filter yes, Filter no) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      condition.values(env, in, c -> (Values.isTrue(c) ? yes : no).run(env, in, path, out));
    }

    @Override
    public List<Filter> parts() {
      return List.of(condition, yes, no);
    }
  }

  /**
   * {@code try body catch handler}. Catches the errors of its body only, not those of the filters
   * that receive its results.
   */
  public record Try(Filter body, Filter handler) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      guarded(
          guarded -> body.run(env, in, path, guarded),
          out,
          e -> handler.run(env, e.value(), Filter.calculated(path), out));
    }

    @Override
    public List<Filter> parts() {
      return List.of(body, handler);
    }
  }

  /** Runs a body whose errors the handler receives, unless {@code out} threw them. */
  static void guarded(Consumer<Filter.Sink> body, Filter.Sink out, Consumer<JqError> handler) {
    Object guard = new Object();
    JqError caught;
    try {
      body.accept(
          (value, path) -> {
            try {
              out.emit(value, path);
            } catch (JqError e) {
              throw new Passing(guard, e);
            }
          });
      return;
    } catch (JqError e) {
      caught = e;
    } catch (Passing e) {
      throw e.guard == guard ? e.error : e;
    }
    handler.accept(caught);
  }

  /** Carries an error past the guards that may not catch it. */
  private static final class Passing extends RuntimeException {
    private final transient Object guard;
    private final JqError error;

    Passing(Object guard, JqError error) {
      super(null, null, false, false);
      this.guard = guard;
      this.error = error;
    }
  }

  /** {@code label $name | body} */
  public record Label(Object name, Filter body) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      until(stop -> body.run(env.with(name, stop), in, path, out));
    }

    @Override
    public List<Filter> parts() {
      return List.of(body);
    }
  }

  /** {@code break $name} */
  public record Break(Object name) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      throw (Stop) env.value(name);
    }
  }

  /** Runs a body until it ends or throws the stop that it receives. */
  public static void until(Consumer<Stop> body) {
    Stop stop = new Stop();
    try {
      body.accept(stop);
    } catch (Stop e) {
      if (e != stop) {
        throw e;
      }
    }
  }

  /** Ends one filter early. */
  public static final class Stop extends RuntimeException {
    private Stop() {
      super(null, null, false, false);
    }
  }
}
