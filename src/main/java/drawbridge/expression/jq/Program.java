package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.filter.Env;
import drawbridge.expression.jq.filter.Evaluation;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.syntax.Parser;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.LimitPassed;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.expression.jq.value.ValueSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A compiled jq program. Immutable and thread safe. */
public final class Program {

  /** The function {@code now} as a variable: seconds since 1970. */
  public static final String NOW = Parser.NOW;

  private static final int MAX_DEPTH = 1_000;

  /**
   * Uses dates, numbers, patterns, formats and errors. A class whose initialization ends in a stack
   * overflow can never be used again, so all are initialized before a program may go deep.
   */
  private static final String FIRST =
      """
      0 | [strftime("%G %V %U %j %I %p %s %A %B"), (todate | fromdate), (pow(2; 70) | tojson),
        ("a1" | test("(?<d>[[:digit:]])$"), gsub("\\\\d"; "x"), @base64, @base32, @html, @urid),
        ([1.5, "1"] | sort, group_by(.), @csv, @sh, del(.[0]), (.[0] |= . + 1), contains(["1"])),
        ("[1e2]" | fromjson), ("1.50" | tonumber), (try ([] + {}) catch .), ([recurse] | limit(1; .[]))]
      """;

  static {
    JsonNode unused = of(FIRST).first(NullNode.getInstance(), Map.of());
  }

  private final Filter filter;
  private final Set<String> variables;
  private final Map<String, JqRegex> regexes;

  private Program(Filter filter, Set<String> variables, Map<String, JqRegex> regexes) {
    this.filter = filter;
    this.variables = Set.copyOf(variables);
    this.regexes = Map.copyOf(regexes);
  }

  /**
   * Compiles a program with its literal regular expressions.
   *
   * @throws RefusedProgram names the fault and its position
   */
  public static Program of(String text) {
    try {
      Parser.Parsed parsed = Parser.program(text);
      Usage.checkDepth(parsed.filter(), MAX_DEPTH);
      return new Program(parsed.filter(), parsed.variables(), Usage.regexes(parsed.filter()));
    } catch (StackOverflowError e) {
      throw new RefusedProgram("jq is nested too deeply");
    }
  }

  /**
   * Returns the variables that the program uses and does not define, without their dollar; {@link
   * #NOW} if it calls that function.
   */
  public Set<String> variables() {
    return variables;
  }

  /**
   * Returns whether the result may depend on the input beside one member of it. True when that
   * cannot be told.
   */
  public boolean readsBeside(String member) {
    return Usage.readsBeside(filter, member);
  }

  /** Returns whether the program names a member of its input: of {@code [a, b]}, {@code .a.b}. */
  public boolean reads(List<String> path) {
    return Usage.reads(filter, path);
  }

  /**
   * Returns whether the first result depends on one element of an array only, chosen by its
   * position: {@code .events[0].id}, {@code .events | first | .id}.
   *
   * @param inputs the variables that hold the input
   */
  public boolean takesPosition(Set<String> inputs) {
    return Positions.of(filter, inputs).kind() == Positions.Kind.POSITION;
  }

  /**
   * Returns the program that selects what this one computes its first result from, if that may be
   * one element of an array, chosen by its position.
   *
   * @param inputs the variables that hold the input
   */
  public Optional<Program> selection(Set<String> inputs) {
    Positions.Choice choice = Positions.of(filter, inputs);
    return choice.kind().mayBePosition()
        ? Optional.of(new Program(choice.filter(), variables, regexes))
        : Optional.empty();
  }

  /**
   * Returns the first result, or a JSON null when there is none. The result is within the bounds.
   *
   * @throws LimitPassed when the evaluation exceeds its bounds
   * @throws JqError when an operation does not fit; its value may hold data, its message does not
   */
  public JsonNode first(JsonNode input, Map<String, JsonNode> variables) {
    JsonNode[] first = {NullNode.getInstance()};
    Flow.until(
        stop ->
            each(
                input,
                variables,
                result -> {
                  first[0] = result;
                  throw stop;
                }));
    return first[0];
  }

  /**
   * Returns the only result, or a JSON null when there is none. The result is within the bounds.
   *
   * @throws LimitPassed when there are several results, or the evaluation exceeds its bounds
   * @throws JqError when an operation does not fit; its value may hold data, its message does not
   */
  public JsonNode only(JsonNode input, Map<String, JsonNode> variables) {
    List<JsonNode> found = new ArrayList<>(1);
    Flow.until(
        stop ->
            each(
                input,
                variables,
                result -> {
                  found.add(result);
                  if (found.size() > 1) {
                    throw stop;
                  }
                }));
    if (found.size() > 1) {
      throw new LimitPassed("it yields several values; to get a list of them, write [ … ] around");
    }
    return found.isEmpty() ? NullNode.getInstance() : found.get(0);
  }

  /**
   * Passes on all results; each is within the bounds.
   *
   * @throws LimitPassed when the evaluation exceeds its bounds
   * @throws JqError when an operation does not fit
   */
  public void each(JsonNode input, Map<String, JsonNode> variables, Consumer<JsonNode> results) {
    Evaluation evaluation = new Evaluation(variables, regexes);
    try {
      filter.run(
          Env.of(evaluation),
          input,
          null,
          (result, path) -> {
            ValueSize.of(result, evaluation.budget());
            results.accept(JsonText.json(result, evaluation.budget()));
          });
    } catch (StackOverflowError e) {
      throw new LimitPassed("it goes too deep");
    }
  }
}
