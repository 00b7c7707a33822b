package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Fault;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the values and conditions of one definition (H8). Every fault is reported with its
 * pointer, and nothing is compiled at run time.
 *
 * <p>A string that is wholly jq in a dollar and braces is jq; one with two opening braces is a
 * template; any other is a constant. Names of members are never templates (H7). In an {@link
 * ValuePosition#ENDPOINT} a lone reference is percent-encoded too; a whole URL takes three braces.
 */
public final class Expressions {

  private static final String TOO_DEEP = "the expression is nested too deeply";

  private final boolean strict;
  private final ExpressionLimits limits;

  /**
   * Compiles with the standard limits.
   *
   * @param strict an absent reference fails its task instead of rendering as empty (H9)
   */
  public Expressions(boolean strict) {
    this(strict, ExpressionLimits.STANDARD);
  }

  /** Compiles with the given limits. */
  public Expressions(boolean strict, ExpressionLimits limits) {
    this.strict = strict;
    this.limits = limits;
  }

  /**
   * Compiles a JSON value whose strings, at any depth, may contain references.
   *
   * @param pointer of the value in its document; the pointers of faults begin with it
   * @return a value; after a fault one that must not be used
   */
  public Value value(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    Value compiled = compiled(literal, pointer, position, faults);
    return compiled.isConstant() || literal.isTextual()
        ? compiled
        : scope -> RenderedSize.checked(compiled.resolve(scope), limits);
  }

  private Value compiled(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    if (literal.isTextual()) {
      return text(literal, pointer, position, faults);
    }
    return literal.isContainerNode()
        ? Structure.of(literal, pointer, (child, at) -> compiled(child, at, position, faults))
        : new Structure.Constant(literal);
  }

  private Value text(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    String text = literal.textValue();
    try {
      String program = jq(text);
      if (program != null) {
        JqProgram compiled =
            JqProgram.of(checked(program), position.maySeeSecrets(), limits.steps());
        return compiled::first;
      }
      return text.contains("{{") ? template(text, position) : new Structure.Constant(literal);
    } catch (StackOverflowError e) {
      faults.accept(Fault.at(pointer, TOO_DEEP));
      return new Structure.Constant(literal);
    } catch (BadExpression e) {
      faults.accept(Fault.at(pointer, e.detail()));
      return new Structure.Constant(literal);
    }
  }

  private Value template(String text, ValuePosition position) {
    Template template = Template.of(checked(text), strict, position);
    boolean seesSecrets = position.maySeeSecrets();
    Operand only = template.only();
    if (only == null) {
      return scope ->
          TextNode.valueOf(template.render(TemplateFrame.of(scope, seesSecrets, limits), limits));
    }
    return scope -> {
      JsonNode found = only.in(TemplateFrame.of(scope, seesSecrets, limits));
      return found.isMissingNode() ? NullNode.getInstance() : found;
    };
  }

  /**
   * Compiles a condition: jq with or without {@code ${ }}, or {@code {{…}}}. A lone {@code {{…}}}
   * holds as {@code {{#if}}} does: not for absent, null, false, "", 0 and []. A longer template
   * holds unless it renders as empty, blank or {@code false}.
   */
  public Condition condition(String text, String pointer, Consumer<Fault> faults) {
    try {
      String program = jq(text);
      if (program == null && text.contains("{{")) {
        return template(text);
      }
      JqProgram compiled =
          JqProgram.of(checked(program == null ? text : program), false, limits.steps());
      return scope -> {
        JsonNode found = compiled.first(scope);
        return !found.isNull() && !(found.isBoolean() && !found.booleanValue());
      };
    } catch (StackOverflowError e) {
      faults.accept(Fault.at(pointer, TOO_DEEP));
      return scope -> false;
    } catch (BadExpression e) {
      faults.accept(Fault.at(pointer, e.detail()));
      return scope -> false;
    }
  }

  private Condition template(String text) {
    Template template = Template.of(checked(text.strip()), strict, ValuePosition.ORDINARY);
    Operand only = template.only();
    if (only != null) {
      return scope -> Truth.of(only.in(TemplateFrame.of(scope, false, limits)));
    }
    return scope -> {
      String rendered = template.render(TemplateFrame.of(scope, false, limits), limits).strip();
      return !rendered.isEmpty() && !rendered.equals("false");
    };
  }

  private static @Nullable String jq(String text) {
    String trimmed = text.strip();
    boolean whole = trimmed.startsWith("${") && trimmed.endsWith("}");
    return whole ? trimmed.substring(2, trimmed.length() - 1).strip() : null;
  }

  private String checked(String text) {
    if (text.length() > limits.templateLength()) {
      throw new BadExpression("longer than " + limits.templateLength() + " characters");
    }
    return text;
  }
}
