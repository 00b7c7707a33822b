package drawbridge.workflow.definition.component;

import drawbridge.expression.Condition;
import drawbridge.expression.Scope;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.Diagnostics;
import drawbridge.workflow.model.DurationValue;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shared state of the compilers while they compile one definition. */
public final class CompileContext {

  private static final Set<String> ROOTS = Set.of("runtime", "states", "secrets", "request");
  private static final Set<String> ARGUMENTS =
      Set.of(
          "context", "input", "runtime", "secrets", "task", "workflow", "authorization", Scope.NOW);
  private static final String OUTPUT = "output";

  private final DefinitionLimits limits;
  private final boolean strict;
  private final boolean isStored;
  private final CallGraph calls;
  private final Set<String> defined = new HashSet<>(Set.of("item", "index", "error"));
  private Expressions expressions;
  private int tasks;

  /**
   * @param isStored whether the definition was accepted earlier: its expressions and headers that
   *     would be refused now are warnings, and fail at their tasks (X27)
   */
  public CompileContext(DefinitionLimits limits, boolean strict, boolean isStored) {
    this.limits = limits;
    this.strict = strict;
    this.isStored = isStored;
    this.calls = new CallGraph(limits);
    this.expressions = new Expressions(strict, ROOTS, ARGUMENTS);
  }

  /** The tasks and the calls of functions that were compiled. */
  public CallGraph calls() {
    return calls;
  }

  boolean isStored() {
    return isStored;
  }

  /** Reports what a save refuses and a stored definition may have. */
  public void refuse(DefinitionNode node, String detail) {
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
   * Compiles a component, which is evaluated where other names are defined (E6): all are allowed.
   *
   * @param used receives the names that the component uses: {@code $variable} or {@code root}
   */
  <T> T withAllNames(Set<String> used, Supplier<T> compiler) {
    return with(Expressions.ofAllNames(strict, used::add), compiler);
  }

  /** Refuses a reference to a component that uses names which are not defined here. */
  void requireNames(DefinitionNode reference, Set<String> used) {
    require(reference, used, expressions, "this component uses ", ", which is not defined here");
  }

  /** Refuses a component that uses names which no part of the definition defines. */
  void requireNamesSomewhere(DefinitionNode component, Set<String> used) {
    Expressions all =
        new Expressions(strict, added(expressions.roots(), defined), variables(defined));
    require(component, used, all, "", " is not defined by any loop or catch here");
  }

  private void require(
      DefinitionNode node, Set<String> used, Expressions known, String before, String after) {
    used.stream()
        .filter(
            name ->
                name.startsWith("$")
                    ? !known.variables().contains(name.substring(1))
                    : !known.roots().contains(name))
        .findFirst()
        .ifPresent(name -> refuse(node, before + Components.shown(name) + after));
  }

  /** Compiles with the names of a loop or a catch in addition. */
  public <T> T within(Set<String> names, Supplier<T> compiler) {
    defined.addAll(names);
    return with(
        new Expressions(strict, added(expressions.roots(), names), variables(names)), compiler);
  }

  /** Compiles what is evaluated after a task, where {@code $output} is defined. */
  public <T> T after(Supplier<T> compiler) {
    Set<String> variables = variables(Set.of(OUTPUT));
    return with(new Expressions(strict, expressions.roots(), variables), compiler);
  }

  private <T> T with(Expressions inner, Supplier<T> compiler) {
    Expressions outer = expressions;
    expressions = inner;
    T compiled = compiler.get();
    expressions = outer;
    return compiled;
  }

  private Set<String> variables(Set<String> more) {
    return added(expressions.variables(), more);
  }

  private static Set<String> added(Set<String> names, Set<String> more) {
    Set<String> all = new HashSet<>(names);
    all.addAll(more);
    return all;
  }

  public Value value(DefinitionNode node, ValuePosition position) {
    new LiteralJq(expressions.variables()).check(node);
    return expressions.value(node.json(), node.pointer(), position, refusals(node));
  }

  public Value text(DefinitionNode node, ValuePosition position, String what) {
    String text = node.text(what);
    return value(node.withText(text), position);
  }

  /** Compiles {@code from}, {@code as} or {@code in}: jq with or without braces, or an object. */
  public Value expression(DefinitionNode node, String what) {
    if (!node.isObject()) {
      node.text(what);
    }
    return expressions.expression(node.json(), node.pointer(), refusals(node));
  }

  public Condition condition(DefinitionNode node) {
    String text = node.text("a condition: jq, ${ jq } or {{…}}");
    return text.isBlank()
        ? scope -> false
        : expressions.condition(text, node.pointer(), refusals(node));
  }

  public DurationValue duration(DefinitionNode node) {
    return Durations.compile(node, this);
  }

  /**
   * Counts a task; returns false, with a fault, when there are too many or they are nested too
   * deep.
   */
  public boolean admits(DefinitionNode task, int depth) {
    tasks++;
    calls.addTask(depth);
    if (tasks == limits.tasks() + 1) {
      task.fault("more than " + limits.tasks() + " tasks; move some into a workflow of their own");
    }
    if (depth > limits.nesting()) {
      task.fault("tasks are nested more than " + limits.nesting() + " deep");
    }
    return tasks <= limits.tasks() && depth <= limits.nesting();
  }
}
