package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.LimitPassed;
import drawbridge.expression.jq.value.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A part of a program: turns one value into none, one or several. */
public interface Filter {

  /** Receives results. */
  @FunctionalInterface
  interface Sink {
    /**
     * Receives a result.
     *
     * @param path where the value stands in the input of the path expression; null without one
     */
    void emit(JsonNode value, @Nullable Path path);
  }

  /**
   * Emits all results in order.
   *
   * @param path the path of {@code in}; null unless the results' paths are wanted
   * @throws JqError when an operation does not fit
   * @throws LimitPassed when the budget is spent
   */
  void run(Env env, JsonNode in, @Nullable Path path, Sink out);

  /** Passes on all results without their paths. */
  default void values(Env env, JsonNode in, Consumer<JsonNode> out) {
    run(env, in, null, (value, path) -> out.accept(value));
  }

  /** Returns the parts of this part, in the order of the text. */
  default List<Filter> parts() {
    return List.of();
  }

  /** Returns the path of a calculated value, which no path expression may use. */
  static @Nullable Path calculated(@Nullable Path path) {
    return path == null ? null : Path.NOWHERE;
  }
}
