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
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** The base of the functions that match and replace by regular expressions. */
final class RegexFunctions {

  private static final int PER_MATCH = 600;
  private static final int PER_GROUP = 500;

  private RegexFunctions() {}

  static void addTo(Map<String, Function> all) {
    all.put(
        "_match_impl/3",
        (scope, args, in, path, output, version) -> {
          Expression regexes = args.get(0);
          Expression flags = args.get(1);
          Expression tests = args.get(2);
          tests.apply(
              scope,
              in,
              test ->
                  flags.apply(
                      scope,
                      in,
                      given ->
                          regexes.apply(
                              scope,
                              in,
                              regex ->
                                  output.emit(matched(in, regex, given, test.asBoolean()), null))));
        });
    all.put(
        "_sub_impl/3",
        (scope, args, in, path, output, version) -> {
          Expression regexes = args.get(0);
          Expression replacement = args.get(1);
          Expression flags = args.get(2);
          regexes.apply(
              scope,
              in,
              regex ->
                  flags.apply(
                      scope,
                      in,
                      given -> {
                        JqRegex read = regex(in, regex, given);
                        String text = in.textValue();
                        List<int[]> matches = matches(read, text, given);
                        new Substitution(scope, replacement, read, text, matches).emit(output);
                      }));
        });
  }

  private static JsonNode matched(JsonNode in, JsonNode regex, JsonNode flags, boolean test)
      throws JsonQueryException {
    JqRegex read = regex(in, regex, flags);
    String text = in.textValue();
    return test
        ? BooleanNode.valueOf(!read.matches(text, false, Budget.current()).isEmpty())
        : described(read, text, matches(read, text, flags));
  }

  private static List<int[]> matches(JqRegex regex, String text, JsonNode flags) {
    return regex.matches(text, flags.asText().contains("g"), Budget.current());
  }

  private static JqRegex regex(JsonNode in, JsonNode regex, JsonNode flags)
      throws JsonQueryException {
    Budget.current().step();
    if (!in.isTextual() || !regex.isTextual() || (!flags.isTextual() && !flags.isNull())) {
      throw new JsonQueryException("a regular expression takes texts");
    }
    try {
      return Budget.current().regex(regex.textValue(), flags.isNull() ? "" : flags.textValue());
    } catch (RefusedProgram e) {
      throw new LimitPassed(String.valueOf(e.getMessage()));
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
