package drawbridge.workflow.definition;

import drawbridge.expression.Condition;
import drawbridge.expression.Expressions;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.model.DurationValue;
import java.util.Set;
import java.util.regex.Pattern;

/** Shared state of the compilers while they compile one definition. */
final class CompileContext {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> RESERVED =
      Set.of("context", "input", "output", "runtime", "states", "secrets", "task", "workflow");

  private static final String REQUEST = "request";

  /** Matches jq that builds or sets a member {@code request}. */
  private static final Pattern REQUEST_IN_JQ =
      Pattern.compile("[{,]\\s*\"?request\"?\\s*[:,}]|\\.request\\s*\\|?=(?!=)");

  private final DefinitionLimits limits;
  private final Expressions expressions;
  private int tasks;

  CompileContext(DefinitionLimits limits, Expressions expressions) {
    this.limits = limits;
    this.expressions = expressions;
  }

  Value value(DefinitionNode node, ValuePosition position) {
    return expressions.value(node.json(), node.pointer(), position, node.diagnostics()::add);
  }

  Value text(DefinitionNode node, ValuePosition position, String what) {
    String text = node.text(what);
    return value(node.withText(text), position);
  }

  /** Compiles {@code from} or {@code as}: text or an object. */
  Value textOrObject(DefinitionNode node, String what) {
    if (!node.isObject() && !node.isText()) {
      node.wrongType(what);
      return value(node.withText(""), ValuePosition.ORDINARY);
    }
    return value(node, ValuePosition.ORDINARY);
  }

  Condition condition(DefinitionNode node) {
    String text = node.text("a condition: jq, ${ jq } or {{…}}");
    return text.isBlank()
        ? scope -> false
        : expressions.condition(text, node.pointer(), node.diagnostics()::add);
  }

  DurationValue duration(DefinitionNode node) {
    return Durations.compile(node, expressions);
  }

  /** Returns the name of a variable that a loop or a catch defines. */
  String variable(DefinitionNode node) {
    String name = node.literal("a variable's name");
    if (!VARIABLE.matcher(name).matches()) {
      node.fault(
          "a variable's name consists of letters, digits and _ and does not begin with a digit");
    } else if (RESERVED.contains(name)) {
      node.fault("`" + name + "` is reserved; choose another name");
    } else if (name.equals(REQUEST)) {
      node.warning("this variable hides the request in {{request…}}; choose another name");
    }
    return name;
  }

  /**
   * Warns of an export with a member {@code request}, which hides the request in the context. Knows
   * jq only by its text, so that a member deeper inside is found, too.
   *
   * @param as the value of {@code export.as}, possibly missing
   */
  void warnOfRequest(DefinitionNode as) {
    boolean isMember = as.json().has(REQUEST);
    if (isMember || (as.isText() && REQUEST_IN_JQ.matcher(as.json().textValue()).find())) {
      (isMember ? as.member(REQUEST) : as)
          .warning(
              "a member `request` of the export hides the request in $context.request; choose"
                  + " another name");
    }
  }

  /**
   * Counts a task; returns false, with a fault, when there are too many or they are nested too
   * deep.
   */
  boolean admits(DefinitionNode task, int depth) {
    tasks++;
    if (tasks == limits.tasks() + 1) {
      task.fault("more than " + limits.tasks() + " tasks; move some into a workflow of their own");
    }
    if (depth > limits.nesting()) {
      task.fault("tasks are nested more than " + limits.nesting() + " deep");
    }
    return tasks <= limits.tasks() && depth <= limits.nesting();
  }
}
