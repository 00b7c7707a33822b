package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;

/** A compiled jq program. Immutable and thread safe. */
public final class Program {

  private static final int MAX_REASON_LENGTH = 300;

  private final Expression read;
  private final Expression expression;
  private final Map<String, JqRegex> regexes;

  private Program(Expression read, Expression expression, Map<String, JqRegex> regexes) {
    this.read = read;
    this.expression = expression;
    this.regexes = regexes;
  }

  /** Returns whether a function of this name exists, with any number of arguments. */
  public static boolean hasFunction(String name) {
    return Functions.NAMES.contains(name);
  }

  /**
   * Compiles a program with its literal regular expressions.
   *
   * @throws RefusedProgram when the text is invalid or has no bound
   */
  public static Program of(String text) {
    try {
      Expression read = ExpressionParser.compile(text, Functions.VERSION);
      Map<String, JqRegex> regexes = new HashMap<>();
      Literals.collect(read, regexes);
      return new Program(
          read, new IsolatedScopeQuery(BoundedAst.bounded(read)), Map.copyOf(regexes));
    } catch (RefusedProgram e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new RefusedProgram("jq is nested too deeply");
    } catch (JsonQueryException | RuntimeException e) {
      String said = String.valueOf(e.getMessage()).strip();
      String line = said.lines().findFirst().orElse("");
      throw new RefusedProgram(
          "jq cannot be read: " + line.substring(0, Math.min(line.length(), MAX_REASON_LENGTH)));
    }
  }

  /**
   * Returns the variables and functions that the program uses and that are not defined, as {@code
   * $name} and {@code name/arguments}.
   *
   * @param variables the defined variables without their dollar
   */
  public List<String> undefined(Set<String> variables) {
    return Usage.undefined(read, variables);
  }

  /**
   * Returns whether the result may depend on the input beside one member of it. True when that
   * cannot be told.
   */
  public boolean readsBeside(String member) {
    return Usage.readsBeside(read, member);
  }

  /**
   * Returns whether the first result depends on one element of an array only, chosen by its
   * position: {@code .events[0].id}, {@code .events | first | .id}.
   *
   * @param inputs the variables that hold the input
   */
  public boolean takesPosition(Set<String> inputs) {
    return Positions.of(read, inputs).kind() == Positions.Kind.POSITION;
  }

  /**
   * Returns the program that selects what this one computes its first result from, if that may be
   * one element of an array, chosen by its position.
   *
   * @param inputs the variables that hold the input
   */
  public Optional<Program> selection(Set<String> inputs) {
    Positions.Choice choice = Positions.of(read, inputs);
    Expression selecting = choice.node();
    return choice.kind().mayBePosition()
        ? Optional.of(
            new Program(selecting, new IsolatedScopeQuery(BoundedAst.bounded(selecting)), regexes))
        : Optional.empty();
  }

  /**
   * Returns the first result, or a JSON null when there is none. The result is within the bounds.
   *
   * @throws LimitPassed when the evaluation exceeds its bounds
   * @throws JsonQueryException when an operation does not fit; its message may hold values
   */
  public JsonNode first(JsonNode input, Map<String, JsonNode> variables) throws JsonQueryException {
    Scope scope = Functions.scope();
    variables.forEach(scope::setValue);
    JsonNode[] first = {NullNode.getInstance()};
    Budget budget = Budget.open(regexes);
    try {
      expression.apply(
          scope,
          input,
          out -> {
            first[0] = out;
            throw new Enough();
          });
    } catch (Enough e) {
      ValueSize.of(first[0], budget);
    } catch (StackOverflowError e) {
      throw new LimitPassed("it goes too deep");
    } finally {
      Budget.close();
    }
    return first[0];
  }

  /** Stops the evaluation at the first result. */
  private static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }
}
