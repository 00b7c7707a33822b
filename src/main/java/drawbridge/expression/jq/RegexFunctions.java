package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The base of {@code test}, {@code match}, {@code capture}, {@code scan} and {@code split}. */
final class RegexFunctions {

  private static final int PER_MATCH = 600;
  private static final int PER_GROUP = 500;

  private RegexFunctions() {}

  static void addTo(Map<String, Function> all) {
    all.put("_match_impl/3", RegexFunctions::match);
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
    JqRegex read = regex(in, regex, flags);
    String text = in.textValue();
    boolean global = !test && flags.isTextual() && flags.textValue().contains("g");
    List<int[]> matches = read.matches(text, global, Budget.current());
    return test ? BooleanNode.valueOf(!matches.isEmpty()) : described(read, text, matches);
  }

  static JqRegex regex(JsonNode in, JsonNode regex, JsonNode flags) throws JsonQueryException {
    Budget.current().step();
    if (!in.isTextual() || !regex.isTextual() || (!flags.isTextual() && !flags.isNull())) {
      throw new JsonQueryException("a regular expression takes texts");
    }
    try {
      return Budget.current().regex(regex.textValue(), flags.isNull() ? "" : flags.textValue());
    } catch (RefusedProgram e) {
      throw new LimitPassed(e.detail());
    }
  }

  /** Matches are in order, so each character before them is counted once. */
  private static ArrayNode described(JqRegex regex, String text, List<int[]> matches) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    int points = 0;
    int at = 0;
    for (int[] found : matches) {
      Budget.current().build(PER_MATCH + (long) PER_GROUP * regex.names().size());
      points += points(text, at, found[0]);
      at = found[0];
      all.add(described(regex, text, found, points));
    }
    return all;
  }

  private static ObjectNode described(JqRegex regex, String text, int[] found, int points) {
    ObjectNode match = capture(text, found, 0, points);
    ArrayNode captures = match.putArray("captures");
    for (int group = 1; found[1] > found[0] && group <= regex.names().size(); group++) {
      captures.add(capture(text, found, group, points).put("name", regex.names().get(group - 1)));
    }
    return match;
  }

  /**
   * @param points the number of code points before the match
   */
  private static ObjectNode capture(String text, int[] found, int group, int points) {
    int from = found[2 * group];
    int to = found[2 * group + 1];
    ObjectNode capture = JsonNodeFactory.instance.objectNode();
    capture.put("offset", from < 0 ? -1 : points + points(text, found[0], from));
    capture.put("length", from < 0 ? 0 : points(text, from, to));
    return capture.put("string", from < 0 ? null : string(text, from, to));
  }

  private static int points(String text, int from, int to) {
    Budget.current().work((to - from) / 16);
    return text.codePointCount(from, to);
  }

  static String string(String text, int from, int to) {
    Budget.current().buildText(to - from);
    return text.substring(from, to);
  }
}
