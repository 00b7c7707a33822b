package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions that repeat, stop early, or raise an error. */
final class LoopFunctions {

  private static final int ITEM = 64;

  private LoopFunctions() {}

  static void addTo(Functions all) {
    all.add("empty", 0, (env, args, in, path, out) -> {});
    all.add(
        "error",
        0,
        (env, args, in, path, out) -> {
          throw JqError.raised(in);
        });
    all.add(
        "error",
        1,
        (env, args, in, path, out) -> {
          String literal =
              args.get(0) instanceof Basics.Literal text ? text.value().textValue() : null;
          args.get(0)
              .values(
                  env,
                  in,
                  value -> {
                    throw literal == null
                        ? JqError.raised(value)
                        : JqError.of(literal, "the program raised the error \"" + literal + "\"");
                  });
        });
    all.add("_range", 2, LoopFunctions::range);
    all.add("_limit", 2, LoopFunctions::limit);
    all.add("_skip", 2, LoopFunctions::skip);
    all.add("last", 1, LoopFunctions::last);
    all.add("until", 2, LoopFunctions::until);
    all.add(
        "recurse",
        0,
        (env, args, in, path, out) -> {
          Expansion each = (value, p, more) -> Access.each(env.budget(), value, p, more);
          walk(env, in, path, (value, p, more) -> visit(value, p, out, each, more));
        });
    all.add(
        "recurse",
        1,
        (env, args, in, path, out) -> {
          Expansion each = (value, p, more) -> args.get(0).run(env, value, p, more);
          walk(env, in, path, (value, p, more) -> visit(value, p, out, each, more));
        });
  }

  private static void visit(
      JsonNode value, @Nullable Path path, Filter.Sink out, Expansion each, Filter.Sink more) {
    out.emit(value, path);
    each.expand(value, path, more);
  }

  /** The next values of a value. */
  @FunctionalInterface
  private interface Expansion {
    void expand(JsonNode value, @Nullable Path path, Filter.Sink more);
  }

  private record Item(JsonNode value, @Nullable Path path) {}

  /** Visits values depth first, without recursion of Java. Waiting values are charged. */
  private static void walk(Env env, JsonNode in, @Nullable Path path, Expansion expansion) {
    Deque<Item> open = new ArrayDeque<>();
    env.budget().build(ITEM);
    open.push(new Item(in, path));
    while (!open.isEmpty()) {
      env.budget().step();
      Item item = open.pop();
      env.budget().refund(ITEM);
      List<Item> next = new ArrayList<>();
      expansion.expand(
          item.value,
          item.path,
          (value, p) -> {
            env.budget().step();
            env.budget().build(ITEM);
            next.add(new Item(value, p));
          });
      for (int i = next.size() - 1; i >= 0; i--) {
        open.push(next.get(i));
      }
    }
  }

  private static void until(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    walk(
        env,
        in,
        path,
        (value, p, more) ->
            args.get(0)
                .values(
                    env,
                    value,
                    done -> {
                      if (Values.isTrue(done)) {
                        out.emit(value, p);
                      } else {
                        args.get(1).run(env, value, p, more);
                      }
                    }));
  }

  /** Counts from one number up to another; NaN is never reached. */
  private static void range(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    Functions.each(
        env,
        args,
        in,
        bounds -> {
          if (!bounds[0].isNumber() || !bounds[1].isNumber()) {
            throw JqError.of("Range bounds must be numeric");
          }
          double end = bounds[1].doubleValue();
          for (double at = bounds[0].doubleValue(); !(at >= end); at++) {
            env.budget().step();
            out.emit(Numbers.of(at), Filter.calculated(path));
          }
        });
  }

  /** Emits the first results; the count is positive. */
  private static void limit(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    double[] left = {count(env, args, in)};
    Flow.until(
        stop ->
            args.get(1)
                .run(
                    env,
                    in,
                    path,
                    (value, p) -> {
                      left[0]--;
                      out.emit(value, p);
                      if (left[0] <= 0) {
                        throw stop;
                      }
                    }));
  }

  private static void skip(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    double[] left = {count(env, args, in)};
    args.get(1)
        .run(
            env,
            in,
            path,
            (value, p) -> {
              left[0]--;
              if (left[0] < 0) {
                out.emit(value, p);
              }
            });
  }

  /** Returns the count, which is one value. */
  private static double count(Env env, List<Filter> args, JsonNode in) {
    JsonNode[] count = {NullNode.instance};
    args.get(0).values(env, in, value -> count[0] = value);
    if (!count[0].isNumber()) {
      throw Values.fault(count[0], Numbers.of(1), "cannot be subtracted", env.budget());
    }
    return count[0].doubleValue();
  }

  private static void last(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    Item[] last = {null};
    args.get(0).run(env, in, path, (value, p) -> last[0] = new Item(value, p));
    Item found = last[0];
    if (found != null) {
      out.emit(found.value, found.path);
    }
  }
}
