package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.Budget;
import java.util.HashMap;
import java.util.Map;

/** What one evaluation shares: its budget, the variables from outside, and compiled patterns. */
public final class Evaluation {

  /** Patterns made at run time that are kept. */
  private static final int KEPT = 10;

  private final Budget budget = new Budget();
  private final Map<String, JsonNode> variables;
  private final Map<String, JqRegex> literals;
  private final Map<String, JqRegex> regexes = new HashMap<>();

  /**
   * @param variables by name, without the dollar
   * @param literals the patterns compiled with the program, by {@link JqRegex#key}
   */
  public Evaluation(Map<String, JsonNode> variables, Map<String, JqRegex> literals) {
    this.variables = variables;
    this.literals = literals;
  }

  /** Returns the remaining budget. */
  public Budget budget() {
    return budget;
  }

  Map<String, JsonNode> variables() {
    return variables;
  }

  /**
   * Returns a compiled pattern.
   *
   * @throws drawbridge.expression.jq.value.RefusedProgram when it is invalid or has no bound
   */
  public JqRegex regex(String text, String flags) {
    String key = JqRegex.key(text, flags);
    budget.work(key.length() / 4);
    JqRegex found = literals.getOrDefault(key, regexes.get(key));
    if (found == null) {
      found = JqRegex.of(text, flags, budget);
      if (regexes.size() == KEPT) {
        regexes.clear();
      }
      regexes.put(key, found);
    }
    return found;
  }
}
