package drawbridge.workflow.definition;

import drawbridge.expression.Condition;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.workflow.model.DurationValue;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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

  private static final Set<String> ROOTS = Set.of("runtime", "states", "secrets", REQUEST);
  private static final Set<String> ARGUMENTS =
      Set.of(
          "context", "input", "runtime", "secrets", "task", "workflow", "authorization", Scope.NOW);
  private static final String OUTPUT = "output";

  private final DefinitionLimits limits;
  private final boolean strict;
  private final boolean isStored;
  private Expressions expressions;
  private int tasks;

  /**
   * @param isStored whether the definition was accepted earlier: its expressions and headers that
   *     would be refused now are warnings, and fail at their tasks (X27)
   */
  CompileContext(DefinitionLimits limits, boolean strict, boolean isStored) {
    this.limits = limits;
    this.strict = strict;
    this.isStored = isStored;
    this.expressions = new Expressions(strict);
  }

  /** Reports what a save refuses and a stored definition may have. */
  void refuse(DefinitionNode node, String detail) {
    if (isStored) {
      node.warning(detail);
    } else {
      node.fault(detail);
    }
  }

  private Consumer<Fault> refusals(DefinitionNode node) {
    Diagnostics diagnostics = node.diagnostics();
    return isStored ? it -> diagnostics.warn(it.pointer(), it.detail()) : diagnostics::add;
  }

  /**
   * Compiles with the names of a workflow (E6). Until the first call every name is allowed, as in
   * components, which are compiled where they are declared and evaluated elsewhere.
   */
  void defineNames() {
    expressions = new Expressions(strict, ROOTS, ARGUMENTS);
  }

  /** Compiles with the names of a loop or a catch in addition. */
  <T> T within(Set<String> names, Supplier<T> compiler) {
    return with(added(expressions.roots(), names), added(expressions.variables(), names), compiler);
  }

  /** Compiles what is evaluated after a task, where {@code $output} is defined. */
  <T> T after(Supplier<T> compiler) {
    Set<String> variables = added(expressions.variables(), Set.of(OUTPUT));
    return with(expressions.roots(), variables, compiler);
  }

  private <T> T with(Set<String> roots, Set<String> variables, Supplier<T> compiler) {
    Expressions outer = expressions;
    expressions = new Expressions(strict, roots, variables);
    T compiled = compiler.get();
    expressions = outer;
    return compiled;
  }

  /** An empty set stands for all names. */
  private static Set<String> added(Set<String> names, Set<String> more) {
    Set<String> all = new HashSet<>(names);
    if (!names.isEmpty()) {
      all.addAll(more);
    }
    return all;
  }

  Value value(DefinitionNode node, ValuePosition position) {
    return expressions.value(node.json(), node.pointer(), position, refusals(node));
  }

  Value text(DefinitionNode node, ValuePosition position, String what) {
    String text = node.text(what);
    return value(node.withText(text), position);
  }

  /** Compiles {@code from}, {@code as} or {@code in}: jq with or without braces, or an object. */
  Value expression(DefinitionNode node, String what) {
    if (!node.isObject()) {
      node.text(what);
    }
    return expressions.expression(node.json(), node.pointer(), refusals(node));
  }

  Condition condition(DefinitionNode node) {
    String text = node.text("a condition: jq, ${ jq } or {{…}}");
    return text.isBlank()
        ? scope -> false
        : expressions.condition(text, node.pointer(), refusals(node));
  }

  DurationValue duration(DefinitionNode node) {
    return Durations.compile(node, this);
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
