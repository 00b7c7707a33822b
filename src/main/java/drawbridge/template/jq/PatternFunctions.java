package drawbridge.template.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/** What {@code test}, {@code match}, {@code capture}, {@code scan} and {@code split} stand on. */
final class PatternFunctions {

  private static final int PER_MATCH = 600;
  private static final int PER_GROUP = 500;

  private PatternFunctions() {}

  static void addTo(Map<String, Function> all) {
    all.put("_match_impl/3", PatternFunctions::match);
    all.put("_sub_impl/3", Substitution::apply);
  }

  private static void match(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    args.get(2)
        .apply(
            scope,
            in,
            test ->
                args.get(1)
                    .apply(
                        scope,
                        in,
                        flags ->
                            args.get(0)
                                .apply(
                                    scope,
                                    in,
                                    regex ->
                                        output.emit(
                                            matched(in, regex, flags, test.asBoolean()), null))));
  }

  private static JsonNode matched(JsonNode in, JsonNode regex, JsonNode flags, boolean test)
      throws JsonQueryException {
    Pattern pattern = pattern(in, regex, flags);
    if (test) {
      int[] text = characters(in);
      return BooleanNode.valueOf(new PatternRun(pattern, text, Budget.current()).find(0) != null);
    }
    int[] text = characters(in);
    ArrayNode matches = JsonNodeFactory.instance.arrayNode();
    for (int[] found : all(pattern, text, flags.asText().contains("g") && flags.isTextual())) {
      matches.add(described(pattern, text, found));
    }
    return matches;
  }

  static Pattern pattern(JsonNode in, JsonNode regex, JsonNode flags) throws JsonQueryException {
    Budget.current().step();
    if (!in.isTextual() || !regex.isTextual() || (!flags.isTextual() && !flags.isNull())) {
      throw new JsonQueryException("a regular expression takes texts");
    }
    try {
      return Budget.current().pattern(regex.textValue(), flags.isNull() ? "" : flags.textValue());
    } catch (Refused e) {
      throw new LimitPassed(e.detail());
    }
  }

  static int[] characters(JsonNode in) {
    int length = in.textValue().length();
    Budget.current().build(4L * length);
    Budget.current().work(length / 4);
    return in.textValue().codePoints().toArray();
  }

  /** One match, or all that do not overlap; after an empty one the search goes on one further. */
  static List<int[]> all(Pattern pattern, int[] text, boolean global) {
    Budget budget = Budget.current();
    List<int[]> all = new ArrayList<>();
    PatternRun run = new PatternRun(pattern, text, budget);
    int[] found = run.find(0);
    while (found != null) {
      budget.build(PER_MATCH + (long) PER_GROUP * pattern.groups());
      all.add(found);
      int from = found[1] == found[0] ? found[1] + 1 : found[1];
      found = global && from < text.length ? run.find(from) : null;
    }
    return all;
  }

  private static ObjectNode described(Pattern pattern, int[] text, int[] found) {
    ObjectNode match = place(text, found, 0);
    ArrayNode captures = match.putArray("captures");
    for (int group = 1; found[1] > found[0] && group <= pattern.groups(); group++) {
      captures.add(place(text, found, group).put("name", pattern.names().get(group - 1)));
    }
    return match;
  }

  private static ObjectNode place(int[] text, int[] found, int group) {
    int from = found[2 * group];
    ObjectNode place = JsonNodeFactory.instance.objectNode();
    place.put("offset", from);
    place.put("length", from < 0 ? 0 : found[2 * group + 1] - from);
    return place.put("string", from < 0 ? null : string(text, from, found[2 * group + 1]));
  }

  static String string(int[] text, int from, int to) {
    Budget.current().buildText(2L * (to - from));
    return new String(text, from, to - from);
  }
}
