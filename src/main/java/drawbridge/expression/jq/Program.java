package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.HashMap;
import java.util.Map;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParser;

/** A compiled jq program. Immutable and thread safe. */
public final class Program {

  private static final int LONGEST_REASON = 300;

  private final Expression expression;
  private final Map<String, JqRegex> regexes;

  private Program(Expression expression, Map<String, JqRegex> regexes) {
    this.expression = expression;
    this.regexes = regexes;
  }

  /** Whether there is a function of this name, with however many arguments. */
  public static boolean hasFunction(String name) {
    return Functions.has(name);
  }

  /**
   * Regular expressions that are literals are compiled too.
   *
   * @throws Refused when the text is no program, or holds what cannot be bounded
   */
  public static Program of(String text) {
    try {
      Expression read = ExpressionParser.compile(text, Functions.VERSION);
      Map<String, JqRegex> regexes = new HashMap<>();
      Literals.collect(read, regexes);
      return new Program(new IsolatedScopeQuery(BoundedAst.bounded(read)), Map.copyOf(regexes));
    } catch (RefusedProgram e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new RefusedProgram("jq is nested too deeply");
    } catch (JsonQueryException | RuntimeException e) {
      String said = String.valueOf(e.getMessage()).strip();
      String line = said.lines().findFirst().orElse("");
      throw new RefusedProgram(
          "jq cannot be read: " + line.substring(0, Math.min(line.length(), LONGEST_REASON)));
    }
  }

  /**
   * The first result; null in JSON when there is none. The result is no deeper or larger than the
   * bounds say.
   *
   * @throws LimitPassed when it would cost more than it may
   * @throws JsonQueryException when an operation does not fit; its message may hold values
   */
  public JsonNode first(JsonNode input, Map<String, JsonNode> variables, Bounds bounds)
      throws JsonQueryException {
    Scope scope = Functions.scope();
    variables.forEach(scope::setValue);
    JsonNode[] first = {NullNode.getInstance()};
    Budget budget = Budget.open(bounds, regexes);
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

  /** The first result is there. */
  private static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }
}
