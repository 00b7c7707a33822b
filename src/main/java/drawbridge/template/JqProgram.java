package drawbridge.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** A compiled jq program: its first result is its value, and none is null (H10). */
final class JqProgram {

  private static final Set<String> KEYWORDS =
      Set.of(
          "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch", "label",
          "break", "and", "or", "not", "true", "false", "null", "__loc__");
  private static final Set<String> STRUCTURE = Set.of("def", "import", "include", "module");
  private static final Pattern NOT_DEFINED = Pattern.compile("\\$\\w+ is not defined");
  private static final int SHOWN = 60;

  private final String text;
  private final JsonQuery query;
  private final Set<String> variables;
  private final boolean seesSecrets;
  private final int steps;

  private JqProgram(
      String text, JsonQuery query, Set<String> variables, boolean seesSecrets, int steps) {
    this.text = text;
    this.query = query;
    this.variables = variables;
    this.seesSecrets = seesSecrets;
    this.steps = steps;
  }

  /**
   * @throws BadExpression when it is no program of the allowed kind
   */
  static JqProgram of(String text, boolean seesSecrets, int steps) {
    JqText names = JqText.of(text);
    if (!seesSecrets && names.variables().contains(Frame.SECRETS)) {
      throw new BadExpression(Secrets.REFUSAL);
    }
    names.words().forEach(JqProgram::check);
    for (String environment : Set.of("ENV", "__prog_args")) {
      if (names.variables().contains(environment)) {
        throw new BadExpression("$" + environment + " is not available in jq here");
      }
    }
    return new JqProgram(text, compiled(text), names.variables(), seesSecrets, steps);
  }

  private static void check(String word) {
    if (word.equals("now")) {
      throw new BadExpression("now is not available in jq here; use $workflow.startedAt");
    }
    if (STRUCTURE.contains(word) || JqFunctions.REFUSED.contains(word)) {
      throw new BadExpression(word + " is not available in jq here");
    }
    if (!KEYWORDS.contains(word) && !JqFunctions.has(word)) {
      throw new BadExpression("there is no jq function named " + word);
    }
  }

  private static JsonQuery compiled(String text) {
    try {
      return JsonQuery.compile(text, JqFunctions.VERSION);
    } catch (JsonQueryException | RuntimeException | StackOverflowError e) {
      String said = String.valueOf(e.getMessage()).strip();
      int line = said.indexOf('\n');
      throw new BadExpression("jq cannot be read: " + (line < 0 ? said : said.substring(0, line)));
    }
  }

  /**
   * @throws ResolutionFailure names what went wrong and never a value
   */
  JsonNode first(Scope scope) {
    net.thisptr.jackson.jq.Scope bound = JqFunctions.scope();
    for (String name : variables) {
      JsonNode value = variable(name, scope.variables());
      if (value != null) {
        bound.setValue(name, value);
      }
    }
    JsonNode[] first = {NullNode.getInstance()};
    JqFunctions.within(steps, () -> run(bound, scope.input(), first));
    return first[0];
  }

  private @org.jspecify.annotations.Nullable JsonNode variable(
      String name, Map<String, JsonNode> known) {
    return !seesSecrets && name.equals(Frame.SECRETS) ? null : known.get(name);
  }

  private void run(net.thisptr.jackson.jq.Scope bound, JsonNode input, JsonNode[] first) {
    try {
      query.apply(
          bound,
          input,
          out -> {
            first[0] = out;
            throw new Enough();
          });
    } catch (Enough e) {
      return;
    } catch (JsonQueryException e) {
      throw new ResolutionFailure(shown() + ": " + reason(e));
    } catch (ResolutionFailure e) {
      throw new ResolutionFailure(shown() + ": " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new ResolutionFailure(shown() + ": it goes too deep");
    } catch (RuntimeException e) {
      throw new ResolutionFailure(shown() + ": it failed with " + e.getClass().getSimpleName());
    }
  }

  /** jq's own messages quote the data; only those that cannot are passed on. */
  private static String reason(JsonQueryException e) {
    String said = String.valueOf(e.getMessage());
    return NOT_DEFINED.matcher(said).matches()
        ? said
        : "an operation does not fit the values it met";
  }

  private String shown() {
    String line = text.replace('\n', ' ');
    return "${ " + (line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…") + " }";
  }

  /** The first result is there. */
  private static final class Enough extends RuntimeException {
    Enough() {
      super(null, null, false, false);
    }
  }
}
