package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.LimitPassed;
import drawbridge.expression.jq.Program;
import drawbridge.expression.jq.RefusedProgram;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/**
 * A compiled jq program. Its value is its first result, or null without one (H10).
 *
 * <p>This class checks what the program accesses; {@link drawbridge.expression.jq.Program} bounds
 * its cost.
 */
record JqProgram(String text, Program program, Set<String> variables, boolean seesSecrets) {

  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch", "label",
          "break", "and", "or", "not", "true", "false", "null", "__loc__");
  private static final Set<String> REFUSED =
      Set.of(
          "def",
          "import",
          "include",
          "module",
          "env",
          "now",
          "localtime",
          "mktime",
          "input",
          "inputs",
          "debug",
          "stderr",
          "input_filename",
          "input_line_number",
          "halt",
          "halt_error",
          "get_search_list",
          "modulemeta",
          "repeat",
          "until",
          "while",
          "infinite",
          "builtins",
          "recurse_down");
  private static final Pattern NOT_DEFINED = Pattern.compile("\\$\\w+ is not defined");
  private static final int SHOWN = 60;

  /**
   * Compiles a program.
   *
   * @throws BadExpression when the program accesses what is not available
   * @throws RefusedProgram when the program is invalid or has no bound
   */
  static JqProgram of(String text, boolean seesSecrets) {
    JqText names = JqText.of(text);
    if (!seesSecrets && names.variables().contains(TemplateFrame.SECRETS)) {
      throw BadExpression.ofSecrets();
    }
    names.words().forEach(JqProgram::check);
    for (String environment : Set.of("ENV", "__prog_args")) {
      if (names.variables().contains(environment)) {
        throw new BadExpression("$" + environment + " is not available in jq here");
      }
    }
    return new JqProgram(text, Program.of(text), names.variables(), seesSecrets);
  }

  private static void check(String word) {
    if (word.equals("now")) {
      throw new BadExpression("now is not available in jq here; use $workflow.startedAt");
    }
    if (REFUSED.contains(word)) {
      throw new BadExpression(word + " is not available in jq here");
    }
    if (!KEYWORDS.contains(word) && !Program.hasFunction(word)) {
      throw new BadExpression("unknown jq function " + word);
    }
  }

  /**
   * Returns the first result.
   *
   * @throws ResolutionFailure names the error and never a value
   */
  JsonNode first(Scope scope) {
    Map<String, JsonNode> bound = new HashMap<>();
    for (String name : variables) {
      JsonNode value = scope.variables().get(name);
      if (value != null && (seesSecrets || !name.equals(TemplateFrame.SECRETS))) {
        bound.put(name, value);
      }
    }
    try {
      return first(scope.input(), bound);
    } catch (ResolutionFailure e) {
      throw new ResolutionFailure(shown() + ": " + e.getMessage());
    }
  }

  /**
   * Returns the first result.
   *
   * @throws ResolutionFailure names the error, and neither the program nor a value
   */
  JsonNode first(JsonNode input, Map<String, JsonNode> bound) {
    try {
      return program.first(input, bound);
    } catch (JsonQueryException e) {
      throw new ResolutionFailure(reason(e));
    } catch (LimitPassed e) {
      throw new ResolutionFailure(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      throw new ResolutionFailure("it failed with " + e.getClass().getSimpleName());
    }
  }

  /** jq's messages quote data; only those that cannot are passed on. */
  private static String reason(JsonQueryException e) {
    String said = String.valueOf(e.getMessage());
    return NOT_DEFINED.matcher(said).matches()
        ? said
        : "an operation does not fit the types of its values";
  }

  private String shown() {
    String line = text.replace('\n', ' ');
    return "${ " + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + " }";
  }
}
