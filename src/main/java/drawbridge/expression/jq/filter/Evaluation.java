package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.Budget;
import java.util.HashMap;
import java.util.Map;

/** What one evaluation shares: its budget, the variables from outside, and compiled patterns. */
public final class Evaluation {

  private static final int COMPILING = 100;
  private static final int COMPILED = 2_000;

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

  /** Returns a compiled pattern; each one is compiled once. */
  public JqRegex regex(String text, String flags) {
    String key = JqRegex.key(text, flags);
    JqRegex found = literals.get(key);
    return found != null ? found : regexes.computeIfAbsent(key, k -> compiled(text, flags));
  }

  private JqRegex compiled(String text, String flags) {
    budget.work((long) COMPILING * text.length());
    budget.build(COMPILED + (long) COMPILING * text.length());
    return JqRegex.of(text, flags);
  }
}
