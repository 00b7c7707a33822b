package drawbridge.expression.compile;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A jq program over data that is not a run's. Compiled once; immutable and thread safe. A program
 * that cannot be compiled has a {@link #fault} and fails whenever it is evaluated.
 */
public final class Query {

  private static final int MAX_LENGTH = 10_000;

  private final String text;
  private final Set<String> variables;
  private final @Nullable JqProgram program;
  private final @Nullable JqProgram selection;
  private final String fault;

  private Query(String text, Set<String> variables, @Nullable JqProgram program, String fault) {
    this.text = text;
    this.variables = Set.copyOf(variables);
    this.program = program;
    this.selection = program == null ? null : selection(program, variables);
    this.fault = fault;
  }

  private static @Nullable JqProgram selection(JqProgram program, Set<String> variables) {
    return program
        .program()
        .selection(variables)
        .map(it -> new JqProgram(program.text(), it, false))
        .orElse(null);
  }

  /**
   * Compiles a program.
   *
   * @param variables the variables that every evaluation defines, without their dollar, beside
   *     {@link Scope#NOW}
   */
  public static Query of(String text, Set<String> variables) {
    if (text.length() > MAX_LENGTH) {
      return new Query(text, variables, null, "must have at most " + MAX_LENGTH + " characters");
    }
    try {
      JqProgram program = JqProgram.of(text, Set.of(), false);
      List<String> undefined =
          program.program().variables().stream()
              .filter(name -> !variables.contains(name) && !name.equals(Scope.NOW))
              .map(name -> "$" + name)
              .sorted()
              .toList();
      return undefined.isEmpty()
          ? new Query(text, variables, program, "")
          : new Query(
              text, variables, null, "uses what is not defined: " + String.join(", ", undefined));
    } catch (StackOverflowError e) {
      return new Query(text, variables, null, "the expression is nested too deeply");
    } catch (BadExpression | RefusedProgram e) {
      return new Query(text, variables, null, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the text of the program. */
  public String text() {
    return text;
  }

  /** Returns why the program cannot be compiled; empty when it can. */
  public Optional<String> fault() {
    return program == null ? Optional.of(fault) : Optional.empty();
  }

  /** Returns whether the program names a member of its input: of {@code [a, b]}, {@code .a.b}. */
  public boolean reads(List<String> path) {
    return program != null && program.program().reads(path);
  }

  /** Returns whether the program calls {@code now}. */
  public boolean usesNow() {
    return program != null && program.program().variables().contains(Scope.NOW);
  }

  /**
   * Returns the first result, or a JSON null without one.
   *
   * @throws ResolutionFailure names the error, and neither the program nor a value
   */
  public JsonNode first(JsonNode input, Map<String, JsonNode> variables) {
    if (program == null) {
      throw new ResolutionFailure(fault);
    }
    return program.first(input, variables);
  }

  /**
   * Returns whether the first result is neither {@code false} nor {@code null}.
   *
   * @throws ResolutionFailure as {@link #first}
   */
  public boolean holds(JsonNode input, Map<String, JsonNode> variables) {
    JsonNode found = first(input, variables);
    return !found.isNull() && !(found.isBoolean() && !found.booleanValue());
  }

  /**
   * Returns whether the result may depend on the input beside one member of it. True when that
   * cannot be told.
   */
  public boolean readsBeside(String member) {
    return program == null || program.program().readsBeside(member);
  }

  /**
   * Returns whether the first result depends on one element of an array only, chosen by its
   * position: {@code .events[0].id}, {@code .events | first | .id}.
   */
  public boolean takesPosition() {
    return program != null && program.program().takesPosition(variables);
  }

  /**
   * Returns the node of the input that the first result is computed from, when the program may
   * choose it by its position in an array; empty when it does not.
   *
   * @throws ResolutionFailure as {@link #first}
   */
  public Optional<JsonNode> selected(JsonNode input, Map<String, JsonNode> values) {
    return Optional.ofNullable(selection).map(it -> it.first(input, values));
  }
}
