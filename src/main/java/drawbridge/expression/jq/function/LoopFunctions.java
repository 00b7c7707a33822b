package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Calls.Native;
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
    all.add("_range", 3, LoopFunctions::range);
    all.add("first", 1, (env, args, in, path, out) -> limit(env, 1, args.get(0), in, path, out));
    all.add("limit", 2, counted("limit", LoopFunctions::limit));
    all.add("skip", 2, counted("skip", LoopFunctions::skip));
    all.add("last", 1, LoopFunctions::last);
    all.add("isempty", 1, LoopFunctions::isEmpty);
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

  private static void range(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    Functions.each(
        env,
        args,
        in,
        bounds -> {
          for (JsonNode bound : bounds) {
            if (!bound.isNumber()) {
              throw JqError.of("Range bounds must be numeric");
            }
          }
          double end = bounds[1].doubleValue();
          double step = bounds[2].doubleValue();
          double at = bounds[0].doubleValue();
          while (step < 0 ? at > end : at < end) {
            env.budget().step();
            out.emit(Numbers.of(at), Filter.calculated(path));
            at += step;
          }
        });
  }

  /** A function of a count and a filter. */
  @FunctionalInterface
  private interface Counted {
    void run(Env env, double count, Filter of, JsonNode in, @Nullable Path path, Filter.Sink out);
  }

  private static Native counted(String name, Counted function) {
    return (env, args, in, path, out) ->
        args.get(0)
            .values(
                env,
                in,
                count -> {
                  if (!count.isNumber()) {
                    throw JqError.of(name + " requires a number");
                  } else if (count.doubleValue() < 0) {
                    throw JqError.of(name + " doesn't support negative count");
                  }
                  function.run(env, count.doubleValue(), args.get(1), in, path, out);
                });
  }

  private static void limit(
      Env env, double count, Filter of, JsonNode in, @Nullable Path path, Filter.Sink out) {
    if (count > 0) {
      double[] left = {count};
      Flow.until(
          stop ->
              of.run(
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
  }

  private static void skip(
      Env env, double count, Filter of, JsonNode in, @Nullable Path path, Filter.Sink out) {
    double[] left = {count};
    of.run(
        env,
        in,
        path,
        (value, p) -> {
          if (left[0] > 0) {
            left[0]--;
          } else {
            out.emit(value, p);
          }
        });
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

  private static void isEmpty(
      Env env, List<Filter> args, JsonNode in, @Nullable Path path, Filter.Sink out) {
    boolean[] isEmpty = {true};
    Flow.until(
        stop ->
            args.get(0)
                .values(
                    env,
                    in,
                    value -> {
                      isEmpty[0] = false;
                      throw stop;
                    }));
    out.emit(BooleanNode.valueOf(isEmpty[0]), Filter.calculated(path));
  }
}
