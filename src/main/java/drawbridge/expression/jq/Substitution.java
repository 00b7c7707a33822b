package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates {@code sub} and {@code gsub}: replaces each match by a result of an expression of its
 * named groups.
 */
final class Substitution {

  private final Scope scope;
  private final Expression replacement;
  private final JqRegex regex;
  private final String text;
  private final List<int[]> matches;
  private final PathOutput output;

  private Substitution(
      Scope scope,
      Expression replacement,
      JqRegex regex,
      JsonNode in,
      boolean global,
      PathOutput output) {
    this.scope = scope;
    this.replacement = replacement;
    this.regex = regex;
    this.text = in.textValue();
    this.matches = regex.matches(text, global, Budget.current());
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
                          JqRegex read = RegexFunctions.regex(in, regex, flags);
                          boolean global = flags.asText().contains("g");
                          Substitution substitution =
                              new Substitution(scope, args.get(1), read, in, global, output);
                          substitution.emit();
                        }));
  }

  /** Emits every combination of replacements; the first match varies fastest. */
  private void emit() throws JsonQueryException {
    List<List<String>> ways = new ArrayList<>();
    for (int[] match : matches) {
      ways.add(replacements(match));
    }
    int[] chosen = new int[ways.size()];
    boolean more = ways.stream().noneMatch(List::isEmpty);
    while (more) {
      output.emit(TextNode.valueOf(whole(ways, chosen)), null);
      more = false;
      for (int i = 0; i < chosen.length && !more; i++) {
        chosen[i] = (chosen[i] + 1) % ways.get(i).size();
        more = chosen[i] > 0;
      }
    }
  }

  private List<String> replacements(int[] match) throws JsonQueryException {
    List<String> made = new ArrayList<>(1);
    Budget budget = Budget.current();
    replacement.apply(
        scope,
        groups(match),
        value -> {
          budget.buildElements(2);
          made.add(value.asText());
        });
    return made;
  }

  private String whole(List<List<String>> ways, int[] chosen) {
    Budget budget = Budget.current();
    budget.work(16L + chosen.length);
    StringBuilder whole = new StringBuilder();
    int at = 0;
    for (int i = 0; i < chosen.length; i++) {
      append(whole, RegexFunctions.string(text, at, matches.get(i)[0]), budget);
      append(whole, ways.get(i).get(chosen[i]), budget);
      at = matches.get(i)[1];
    }
    append(whole, RegexFunctions.string(text, at, text.length()), budget);
    budget.buildText(whole.length());
    return whole.toString();
  }

  private static void append(StringBuilder whole, String more, Budget budget) {
    budget.checkText((long) whole.length() + more.length());
    whole.append(more);
  }

  private ObjectNode groups(int[] found) {
    ObjectNode groups = JsonNodeFactory.instance.objectNode();
    for (int group = 1; group <= regex.names().size(); group++) {
      String name = regex.names().get(group - 1);
      if (name != null) {
        int from = found[2 * group];
        groups.put(name, from < 0 ? null : RegexFunctions.string(text, from, found[2 * group + 1]));
      }
    }
    return groups;
  }
}
