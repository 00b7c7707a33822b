package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * Evaluates {@code sub} and {@code gsub}: replaces each match by a result of an expression of its
 * named groups.
 */
record Substitution(
    Scope scope, Expression replacement, JqRegex regex, String text, List<int[]> matches) {

  /** Emits every combination of replacements; the first match varies fastest. */
  void emit(PathOutput output) throws JsonQueryException {
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
