package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.filter.Calls.Native;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.value.Budget;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    add(
        name,
        0,
        (env, args, in, path, out) ->
            out.emit(function.apply(in, env.budget()), Filter.calculated(path)));
  }

  /** Adds a function that runs for each value of its argument. */
  void add(String name, Of1 function) {
    add(
        name,
        1,
        (env, args, in, path, out) ->
            args.get(0)
                .values(
                    env,
                    in,
                    a -> out.emit(function.apply(in, a, env.budget()), Filter.calculated(path))));
  }

  /** Adds a function that runs for each combination of values; the last varies slowest. */
  void add(String name, Of2 function) {
    add(
        name,
        2,
        (env, args, in, path, out) ->
            args.get(1)
                .values(
                    env,
                    in,
                    b ->
                        args.get(0)
                            .values(
                                env,
                                in,
                                a ->
                                    out.emit(
                                        function.apply(in, a, b, env.budget()),
                                        Filter.calculated(path)))));
  }

  /** Adds a function that runs for each combination of values; the last varies slowest. */
  void add(String name, Of3 function) {
    add(
        name,
        3,
        (env, args, in, path, out) ->
            args.get(2)
                .values(
                    env,
                    in,
                    c ->
                        args.get(1)
                            .values(
                                env,
                                in,
                                b ->
                                    args.get(0)
                                        .values(
                                            env,
                                            in,
                                            a ->
                                                out.emit(
                                                    function.apply(in, a, b, c, env.budget()),
                                                    Filter.calculated(path))))));
  }
}
