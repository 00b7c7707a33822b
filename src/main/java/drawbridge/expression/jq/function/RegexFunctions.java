package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Calls.Native;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.LimitPassed;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The base of the functions that match and replace by regular expressions. */
final class RegexFunctions {

  private static final int PER_MATCH = 600;
  private static final int PER_GROUP = 500;

  private RegexFunctions() {}

  static void addTo(Functions all) {
    all.add("_matches", 2, withRegex(RegexFunctions::described));
    all.add(
        "_test",
        2,
        withRegex(
            (in, regex, isGlobal, budget) -> BooleanNode.valueOf(regex.matches(in, budget::work))));
    all.add("split", 2, withRegex(RegexFunctions::split));
    all.add("sub", 2, (env, args, in, path, out) -> substitute(env, args, "", in, path, out));
    all.add("gsub", 2, (env, args, in, path, out) -> substitute(env, args, "g", in, path, out));
    all.add("sub", 3, (env, args, in, path, out) -> substitute(env, args, "", in, path, out));
    all.add("gsub", 3, (env, args, in, path, out) -> substitute(env, args, "g", in, path, out));
  }

  /** A function of a text and a compiled pattern. */
  @FunctionalInterface
  private interface Matching {
    JsonNode apply(String in, JqRegex regex, boolean isGlobal, Budget budget);
  }

  private static Native withRegex(Matching function) {
    return Functions.of(
        (in, values, env) -> {
          JqRegex regex = regex(env, in, values[0], values[1]);
          boolean isGlobal = values[1].asText().contains("g");
          return function.apply(in.textValue(), regex, isGlobal, env.budget());
        });
  }

  private static JqRegex regex(Env env, JsonNode in, JsonNode pattern, JsonNode flags) {
    env.budget().step();
    if (!in.isTextual() || !pattern.isTextual()) {
      JsonNode wrong = in.isTextual() ? pattern : in;
      String what = in.isTextual() ? "is not a string" : "cannot be matched, as it is not a string";
      throw Values.fault(wrong, what, env.budget());
    } else if (!flags.isTextual() && !flags.isNull()) {
      throw Values.fault(flags, "is not a string", env.budget());
    }
    try {
      return env.evaluation().regex(pattern.textValue(), flags.isNull() ? "" : flags.textValue());
    } catch (RefusedProgram e) {
      throw new LimitPassed(String.valueOf(e.getMessage()));
    }
  }

  /** Matches are in order, so each character before them is counted once. */
  private static JsonNode described(String text, JqRegex regex, boolean isGlobal, Budget budget) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int points = 0;
    int at = 0;
    for (int[] found : regex.matches(text, isGlobal, budget)) {
      budget.build(PER_MATCH + (long) PER_GROUP * regex.names().size());
      points += points(text, at, found[0], budget);
      at = found[0];
      ObjectNode match = capture(text, found, 0, points, budget);
      ArrayNode captures = match.putArray("captures");
      for (int group = 1; group <= regex.names().size(); group++) {
        captures.add(
            capture(text, found, group, points, budget).put("name", regex.names().get(group - 1)));
      }
      all.add(match);
    }
    return all;
  }

  /**
   * @param points the number of code points before the match
   */
  private static ObjectNode capture(
      String text, int[] found, int group, int points, Budget budget) {
    int from = found[2 * group];
    int to = found[2 * group + 1];
    ObjectNode capture = JsonNodeFactory.instance.objectNode();
    int begin = from < 0 ? found[0] : from;
    int beside = points(text, Math.min(begin, found[0]), Math.max(begin, found[0]), budget);
    capture.put("offset", from < 0 ? -1 : begin < found[0] ? points - beside : points + beside);
    capture.put("length", from < 0 ? 0 : points(text, from, to, budget));
    return capture.put("string", from < 0 ? null : part(text, from, to, budget));
  }

  private static int points(String text, int from, int to, Budget budget) {
    budget.work((to - from) / 16);
    return text.codePointCount(from, to);
  }

  private static String part(String text, int from, int to, Budget budget) {
    budget.buildText(to - from);
    return text.substring(from, to);
  }

  /** Returns the texts between the matches. */
  private static JsonNode split(String text, JqRegex regex, boolean isGlobal, Budget budget) {
    ArrayNode pieces = JsonNodeFactory.instance.arrayNode();
    int at = 0;
    for (int[] found : regex.matches(text, true, budget)) {
      budget.buildElements(1);
      pieces.add(part(text, at, found[0], budget));
      at = found[1];
    }
    return pieces.add(part(text, at, text.length(), budget));
  }

  /** Replaces; the arguments are a pattern, the replacement, and perhaps flags. */
  private static void substitute(
      Env env, List<Filter> args, String more, JsonNode in, @Nullable Path path, Filter.Sink out) {
    Filter given = args.size() > 2 ? args.get(2) : new Basics.Literal(TextNode.valueOf(""));
    Functions.each(
        env,
        List.of(args.get(0), given),
        in,
        values -> {
          JqRegex regex = regex(env, in, values[0], values[1]);
          boolean isGlobal = (values[1].asText() + more).contains("g");
          for (String made : substituted(env, in.textValue(), regex, isGlobal, args.get(1))) {
            out.emit(TextNode.valueOf(made), Filter.calculated(path));
          }
        });
  }

  /**
   * Returns the text with all matches replaced: the n-th text has the n-th results of the
   * replacement. Without results the text stays as it is.
   */
  private static List<String> substituted(
      Env env, String text, JqRegex regex, boolean isGlobal, Filter replacement) {
    Budget budget = env.budget();
    List<StringBuilder> texts = new ArrayList<>();
    int[] at = {0};
    for (int[] found : regex.matches(text, isGlobal, budget)) {
      String gap = part(text, at[0], found[0], budget);
      int[] index = {0};
      replacement.run(
          env,
          groups(regex, text, found, budget),
          null,
          (value, p) -> {
            if (texts.size() == index[0]) {
              texts.add(new StringBuilder());
            }
            append(texts.get(index[0]++), gap, value, budget);
          });
      at[0] = found[1];
    }
    String rest = part(text, at[0], text.length(), budget);
    List<String> all = new ArrayList<>();
    for (StringBuilder made : texts) {
      append(made, rest, TextNode.valueOf(""), budget);
      all.add(made.toString());
    }
    return all.isEmpty() ? List.of(text) : all;
  }

  private static void append(StringBuilder made, String gap, JsonNode value, Budget budget) {
    if (!value.isTextual()) {
      throw Values.fault(TextNode.valueOf(gap), value, "cannot be added", budget);
    }
    budget.checkText((long) made.length() + gap.length() + value.textValue().length());
    budget.buildText((long) gap.length() + value.textValue().length());
    made.append(gap).append(value.textValue());
  }

  private static ObjectNode groups(JqRegex regex, String text, int[] found, Budget budget) {
    ObjectNode groups = JsonNodeFactory.instance.objectNode();
    for (int group = 1; group <= regex.names().size(); group++) {
      String name = regex.names().get(group - 1);
      if (name != null) {
        int from = found[2 * group];
        groups.put(name, from < 0 ? null : part(text, from, found[2 * group + 1], budget));
      }
    }
    return groups;
  }
}
