package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.filter.Calls.Native;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.value.Budget;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table of the functions that are written in Java. */
public final class Functions {

  private static final Map<String, Native> ALL;

  static {
    Functions all = new Functions();
    LoopFunctions.addTo(all);
    PathFunctions.addTo(all);
    ListFunctions.addTo(all);
    TextFunctions.addTo(all);
    Conversions.addTo(all);
    NumberFunctions.addTo(all);
    RegexFunctions.addTo(all);
    Formats.addTo(all);
    DateFunctions.addTo(all);
    ALL = Map.copyOf(all.added);
  }

  private final Map<String, Native> added = new HashMap<>();

  private Functions() {}

  /** Returns a function by name and number of arguments; null for none. */
  public static @Nullable Native find(String name, int arguments) {
    return ALL.get(name + "/" + arguments);
  }

  /** Returns the names of all functions, as {@code name/arguments}. */
  public static Set<String> names() {
    return Collections.unmodifiableSet(new TreeSet<>(ALL.keySet()));
  }

  /** A function of the input. */
  @FunctionalInterface
  interface Of0 {
    JsonNode apply(JsonNode in, Budget budget);
  }

  /** A function of the input and the value of one argument. */
  @FunctionalInterface
  interface Of1 {
    JsonNode apply(JsonNode in, JsonNode first, Budget budget);
  }

  /** A function of the input and the values of two arguments. */
  @FunctionalInterface
  interface Of2 {
    JsonNode apply(JsonNode in, JsonNode first, JsonNode second, Budget budget);
  }

  /** A function of the input and the values of three arguments. */
  @FunctionalInterface
  interface Of3 {
    JsonNode apply(JsonNode in, JsonNode a, JsonNode b, JsonNode c, Budget budget);
  }

  void add(String name, int arguments, Native function) {
    added.put(name + "/" + arguments, function);
  }

  void add(String name, Of0 function) {
    add(name, 0, of((in, values, env) -> function.apply(in, env.budget())));
  }

  void add(String name, Of1 function) {
    add(name, 1, of((in, values, env) -> function.apply(in, values[0], env.budget())));
  }

  void add(String name, Of2 function) {
    add(name, 2, of((in, values, env) -> function.apply(in, values[0], values[1], env.budget())));
  }

  void add(String name, Of3 function) {
    add(
        name,
        3,
        of((in, values, env) -> function.apply(in, values[0], values[1], values[2], env.budget())));
  }

  /** A function of the input and of one value of each argument. */
  @FunctionalInterface
  interface OfValues {
    JsonNode apply(JsonNode in, JsonNode[] values, Env env);
  }

  /** Returns a function that runs for each combination of values; the last varies slowest. */
  static Native of(OfValues function) {
    return (env, args, in, path, out) ->
        each(
            env,
            args,
            in,
            values -> out.emit(function.apply(in, values, env), Filter.calculated(path)));
  }

  /**
   * Passes on each combination of the arguments' values; the last varies slowest. The array is
   * reused.
   */
  static void each(Env env, List<Filter> args, JsonNode in, Consumer<JsonNode[]> body) {
    each(env, args, in, args.size() - 1, new JsonNode[args.size()], body);
  }

  private static void each(
      Env env,
      List<Filter> args,
      JsonNode in,
      int index,
      JsonNode[] values,
      Consumer<JsonNode[]> body) {
    if (index < 0) {
      body.accept(values);
      return;
    }
    args.get(index)
        .values(
            env,
            in,
            value -> {
              values[index] = value;
              each(env, args, in, index - 1, values, body);
            });
  }
}
