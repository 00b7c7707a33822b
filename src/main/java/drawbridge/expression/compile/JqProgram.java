package drawbridge.expression.compile;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.expression.jq.Program;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.LimitPassed;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.platform.compute.TooLong;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A compiled jq program (H10).
 *
 * <p>This class checks what the program accesses; {@link drawbridge.expression.jq.Program} bounds
 * its cost.
 */
record JqProgram(String text, Program program, boolean seesSecrets) {

  private static final int SHOWN = 60;

  /**
   * Compiles a program.
   *
   * @param names the variables that are defined, without their dollar; empty allows all
   * @throws BadExpression when the program accesses what is not available
   * @throws RefusedProgram when the program is invalid or has no bound
   */
  static JqProgram of(String text, Set<String> names, boolean seesSecrets) {
    Program program = Program.of(text);
    Set<String> variables = program.variables();
    if (!seesSecrets && variables.contains(Scope.SECRETS)) {
      throw BadExpression.ofSecrets();
    }
    for (String environment : Set.of("ENV", "__prog_args")) {
      if (variables.contains(environment)) {
        throw new BadExpression("$" + environment + " is not available in jq here");
      }
    }
    if (!names.isEmpty() && !names.containsAll(variables)) {
      throw new BadExpression(undefined(variables, names));
    }
    return new JqProgram(text, program, seesSecrets);
  }

  private static String undefined(Set<String> variables, Set<String> names) {
    String unknown =
        variables.stream()
            .filter(name -> !names.contains(name))
            .sorted()
            .collect(Collectors.joining(", $"));
    Set<String> known = new TreeSet<>(names);
    known.remove(Scope.NOW);
    return "$" + unknown + " is not defined here; defined are $" + String.join(", $", known);
  }

  /**
   * Returns the only result, or null without one (E3).
   *
   * @throws ResolutionFailure names the error and never a value; also for several results
   */
  JsonNode only(Scope scope) {
    Map<String, JsonNode> bound = new HashMap<>();
    for (String name : program.variables()) {
      JsonNode value = scope.variables().get(name);
      if (value != null && (seesSecrets || !name.equals(Scope.SECRETS))) {
        bound.put(name, value);
      }
    }
    try {
      return evaluated(() -> program.only(scope.input(), bound));
    } catch (ResolutionFailure e) {
      throw new ResolutionFailure(shown() + ": " + e.getMessage());
    }
  }

  /**
   * Returns the first result, or null without one.
   *
   * @throws ResolutionFailure names the error, and neither the program nor a value
   */
  JsonNode first(JsonNode input, Map<String, JsonNode> bound) {
    return evaluated(() -> program.first(input, bound));
  }

  private JsonNode evaluated(Supplier<JsonNode> evaluation) {
    try {
      return evaluation.get();
    } catch (JqError e) {
      throw new ResolutionFailure(reason(e));
    } catch (LimitPassed e) {
      throw new ResolutionFailure(String.valueOf(e.getMessage()));
    } catch (TooLong e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ResolutionFailure("it failed with " + e.getClass().getSimpleName());
    }
  }

  private String reason(JqError e) {
    int at = e.position();
    String before = text.substring(0, Math.max(0, Math.min(at, text.length())));
    long line = 1 + before.chars().filter(c -> c == '\n').count();
    int column = before.length() - before.lastIndexOf('\n');
    return e.getMessage() + (at < 0 ? "" : " at line " + line + ", column " + column);
  }

  private String shown() {
    String line = text.replace('\n', ' ');
    return "${ " + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + " }";
  }
}
