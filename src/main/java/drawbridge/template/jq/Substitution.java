package drawbridge.template.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code sub} and {@code gsub}: each match becomes what an expression makes of its named groups.
 */
final class Substitution {

  private final Scope scope;
  private final Expression replacement;
  private final Pattern pattern;
  private final int[] text;
  private final List<int[]> matches;
  private final PathOutput output;

  private Substitution(
      Scope scope,
      Expression replacement,
      Pattern pattern,
      JsonNode in,
      boolean global,
      PathOutput output) {
    this.scope = scope;
    this.replacement = replacement;
    this.pattern = pattern;
    this.text = PatternFunctions.characters(in);
    this.matches = PatternFunctions.all(pattern, text, global);
    this.output = output;
  }

  static void apply(
      Scope scope,
      List<Expression> args,
      JsonNode in,
      @Nullable Path path,
      PathOutput output,
      Version version)
      throws JsonQueryException {
    args.get(0)
        .apply(
            scope,
            in,
            regex ->
                args.get(2)
                    .apply(
                        scope,
                        in,
                        flags -> {
                          Pattern pattern = PatternFunctions.pattern(in, regex, flags);
                          boolean global = flags.asText().contains("g");
                          Substitution substitution =
                              new Substitution(scope, args.get(1), pattern, in, global, output);
                          substitution.fill(substitution.matches.size() - 1, "");
                        }));
  }

  /** From the last match to the first; several replacements of one multiply, as in jackson-jq. */
  private void fill(int match, String tail) throws JsonQueryException {
    int from = match < 0 ? 0 : matches.get(match)[1];
    int to = match + 1 < matches.size() ? matches.get(match + 1)[0] : text.length;
    String rest = joined(PatternFunctions.string(text, from, to), tail);
    if (match < 0) {
      Budget.current().step();
      output.emit(TextNode.valueOf(rest), null);
      return;
    }
    replacement.apply(
        scope, groups(matches.get(match)), made -> fill(match - 1, joined(made.asText(), rest)));
  }

  private static String joined(String head, String tail) {
    Budget.current().buildText((long) head.length() + tail.length());
    return head + tail;
  }

  private ObjectNode groups(int[] found) {
    ObjectNode groups = JsonNodeFactory.instance.objectNode();
    for (int group = 1; group <= pattern.groups(); group++) {
      String name = pattern.names().get(group - 1);
      if (name != null) {
        int from = found[2 * group];
        groups.put(
            name, from < 0 ? null : PatternFunctions.string(text, from, found[2 * group + 1]));
      }
    }
    return groups;
  }
}
