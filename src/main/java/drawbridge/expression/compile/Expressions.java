package drawbridge.expression.compile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.BadExpression;
import drawbridge.expression.Condition;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.expression.template.RootNames;
import drawbridge.expression.template.Template;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.Checkpoint;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Compiles the values and conditions of one definition (H8). Every fault is reported with its
 * pointer, and nothing is compiled at run time.
 *
 * <p>A string that is wholly jq in a dollar and braces is jq; one with two opening braces is a
 * template; any other is a constant (E2). Names of members are never templates (H7). In an {@link
 * ValuePosition#ENDPOINT} a lone reference is percent-encoded too; a whole URL takes three braces.
 *
 * <p>What is compiled after a fault fails with the fault's text when it is resolved, so that a
 * stored definition with a fault fails at the task concerned (X27).
 *
 * @param strict an absent reference fails its task instead of rendering as empty (H9)
 * @param roots the only first names that templates may refer to; empty allows all
 * @param variables the only variables of jq, without their dollar; empty allows all
 * @param used receives each name that is used; a variable begins with a dollar
 */
public record Expressions(
    boolean strict, Set<String> roots, Set<String> variables, Consumer<String> used) {

  public Expressions {
    roots = Set.copyOf(roots);
    variables = Set.copyOf(variables);
  }

  /** Returns expressions that know these names only. */
  public Expressions(boolean strict, Set<String> roots, Set<String> variables) {
    this(strict, roots, variables, name -> {});
  }

  /** Returns expressions of templates only. */
  public Expressions(boolean strict, Set<String> roots) {
    this(strict, roots, Set.of());
  }

  /** Returns expressions whose names are known at run time only. */
  public Expressions(boolean strict) {
    this(strict, Set.of(), Set.of());
  }

  /** Returns expressions that allow all names, and tell which ones are used. */
  public static Expressions ofAllNames(boolean strict, Consumer<String> used) {
    return new Expressions(strict, Set.of(), Set.of(), used);
  }

  /** Characters of a template or jq program; more is a fault. */
  private static final int MAX_LENGTH = 64 * 1024;

  /**
   * Compiles a JSON value whose strings, at any depth, may contain references.
   *
   * @param pointer of the value in its document; the pointers of faults begin with it
   */
  public Value value(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    Value compiled = compiled(literal, pointer, position, faults);
    return compiled.isConstant() || literal.isTextual()
        ? compiled
        : scope -> RenderedSize.checked(compiled.resolve(scope));
  }

  private Value compiled(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    if (literal.isContainerNode()) {
      return Structure.of(literal, pointer, (child, at) -> compiled(child, at, position, faults));
    }
    return literal.isTextual()
        ? compiled(pointer, faults, () -> text(literal, position))
        : new Structure.Constant(literal);
  }

  /**
   * Compiles a value that is one expression: a text is jq with or without {@code ${ }}, or {@code
   * {{…}}}; objects and lists are read as {@link #value} does (E1).
   */
  public Value expression(JsonNode literal, String pointer, Consumer<Fault> faults) {
    return literal.isTextual()
        ? compiled(pointer, faults, () -> expression(literal.textValue()))
        : value(literal, pointer, ValuePosition.ORDINARY, faults);
  }

  private Value expression(String text) {
    return isTemplate(text)
        ? template(text, ValuePosition.ORDINARY)::resolve
        : program(text, false)::only;
  }

  /**
   * Compiles a text that may contain {@code {{…}}}. It resolves to a text, and jq is not read.
   *
   * @param position a position of texts
   */
  public Value text(String text, String pointer, ValuePosition position, Consumer<Fault> faults) {
    return text.contains("{{")
        ? compiled(pointer, faults, () -> template(text, position)::resolve)
        : new Structure.Constant(TextNode.valueOf(text));
  }

  /** Compiles with the function; a fault is reported, and what is returned fails with it. */
  private static Value compiled(String pointer, Consumer<Fault> faults, Supplier<Value> compiler) {
    Checkpoint.pass();
    String fault;
    try {
      return compiler.get();
    } catch (StackOverflowError e) {
      fault = "the expression is nested too deeply";
    } catch (BadExpression | RefusedProgram e) {
      fault = String.valueOf(e.getMessage());
    }
    faults.accept(Fault.at(pointer, fault));
    String detail = fault;
    return scope -> {
      throw new ResolutionFailure(detail);
    };
  }

  private Value text(JsonNode node, ValuePosition position) {
    String text = node.textValue();
    if (Dollar.program(text) != null) {
      try {
        return program(text, position.maySeeSecrets())::only;
      } catch (RefusedProgram e) {
        if (Dollar.isSeveral(text)) {
          Dollar.literal(text);
        }
        throw e;
      }
    }
    String literal = Dollar.literal(text);
    boolean isTemplate =
        literal.contains("{{") || (position == ValuePosition.ENDPOINT && literal.contains("{"));
    return isTemplate
        ? template(literal, position)::resolve
        : new Structure.Constant(literal.equals(text) ? node : TextNode.valueOf(literal));
  }

  /**
   * Compiles a condition: jq with or without {@code ${ }}, or {@code {{…}}}. A lone {@code {{…}}}
   * holds as {@code {{#if}}} does: not for absent, null, false, "", 0 and []. A longer template
   * holds unless it renders as empty, blank or {@code false}. jq may compare secrets, since only
   * the truth of its result is used (E5).
   */
  public Condition condition(String text, String pointer, Consumer<Fault> faults) {
    Value truth = compiled(pointer, faults, () -> truth(text));
    return scope -> truth.resolve(scope).booleanValue();
  }

  private Value truth(String text) {
    if (isTemplate(text)) {
      Template template = template(text.strip(), ValuePosition.ORDINARY);
      return scope -> BooleanNode.valueOf(template.holds(scope));
    }
    JqProgram compiled = program(text, true);
    return scope -> {
      JsonNode found = compiled.only(scope);
      boolean isFalse = found.isNull() || (found.isBoolean() && !found.booleanValue());
      return BooleanNode.valueOf(!isFalse);
    };
  }

  private static boolean isTemplate(String text) {
    return Dollar.program(text) == null && text.contains("{{");
  }

  private Template template(String text, ValuePosition position) {
    return Template.of(checked(text), strict, new RootNames(roots, used), position);
  }

  /** Compiles jq with or without {@code ${ }}. */
  private JqProgram program(String text, boolean seesSecrets) {
    String inside = Dollar.program(text);
    JqProgram program =
        JqProgram.of(checked(inside == null ? text : inside), variables, seesSecrets);
    program.program().variables().forEach(name -> used.accept("$" + name));
    return program;
  }

  private static String checked(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new BadExpression("longer than " + MAX_LENGTH + " characters");
    }
    return text;
  }
}
