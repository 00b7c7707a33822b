package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.platform.Fault;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the values and conditions of one definition (H8). Every fault is reported with its
 * pointer, and nothing is compiled at run time.
 *
 * <p>A string that is wholly jq in a dollar and braces is jq; one with two opening braces is a
 * template; any other is a constant. Names of members are never templates (H7). In an {@link
 * ValuePosition#ENDPOINT} a lone reference is percent-encoded too; a whole URL takes three braces.
 *
 * @param strict an absent reference fails its task instead of rendering as empty (H9)
 * @param roots the only first names that templates may refer to; empty allows all
 */
public record Expressions(boolean strict, Set<String> roots) {

  public Expressions {
    roots = Set.copyOf(roots);
  }

  /** Returns expressions of a workflow, whose names are known at run time only. */
  public Expressions(boolean strict) {
    this(strict, Set.of());
  }

  /** Characters of a template or jq program; more is a fault. */
  private static final int MAX_LENGTH = 64 * 1024;

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
        : scope -> RenderedSize.checked(compiled.resolve(scope));
  }

  private Value compiled(
      JsonNode literal, String pointer, ValuePosition position, Consumer<Fault> faults) {
    if (literal.isContainerNode()) {
      return Structure.of(literal, pointer, (child, at) -> compiled(child, at, position, faults));
    }
    Value constant = new Structure.Constant(literal);
    return literal.isTextual()
        ? compiled(pointer, faults, constant, () -> text(literal.textValue(), constant, position))
        : constant;
  }

  /**
   * Compiles a text that may contain {@code {{…}}}. It resolves to a text, and jq is not read.
   *
   * @param position a position of texts
   * @return a value; after a fault one that must not be used
   */
  public Value text(String text, String pointer, ValuePosition position, Consumer<Fault> faults) {
    Value constant = new Structure.Constant(TextNode.valueOf(text));
    return text.contains("{{")
        ? compiled(
            pointer, faults, constant, () -> Template.of(checked(text), this, position)::resolve)
        : constant;
  }

  /** Compiles with the function; a fault is reported and returns the stand-in. */
  private static <T> T compiled(
      String pointer, Consumer<Fault> faults, T standIn, Supplier<T> compiler) {
    try {
      return compiler.get();
    } catch (StackOverflowError e) {
      faults.accept(Fault.at(pointer, "the expression is nested too deeply"));
    } catch (BadExpression | RefusedProgram e) {
      faults.accept(Fault.at(pointer, String.valueOf(e.getMessage())));
    }
    return standIn;
  }

  private Value text(String text, Value constant, ValuePosition position) {
    String program = jq(text);
    if (program != null) {
      return JqProgram.of(checked(program), position.maySeeSecrets())::first;
    }
    return text.contains("{{") ? Template.of(checked(text), this, position)::resolve : constant;
  }

  /**
   * Compiles a condition: jq with or without {@code ${ }}, or {@code {{…}}}. A lone {@code {{…}}}
   * holds as {@code {{#if}}} does: not for absent, null, false, "", 0 and []. A longer template
   * holds unless it renders as empty, blank or {@code false}.
   */
  public Condition condition(String text, String pointer, Consumer<Fault> faults) {
    return compiled(pointer, faults, scope -> false, () -> condition(text));
  }

  private Condition condition(String text) {
    String program = jq(text);
    if (program == null && text.contains("{{")) {
      return Template.of(checked(text.strip()), this, ValuePosition.ORDINARY)::holds;
    }
    JqProgram compiled = JqProgram.of(checked(program == null ? text : program), false);
    return scope -> {
      JsonNode found = compiled.first(scope);
      return !found.isNull() && !(found.isBoolean() && !found.booleanValue());
    };
  }

  private static @Nullable String jq(String text) {
    String trimmed = text.strip();
    boolean whole = trimmed.startsWith("${") && trimmed.endsWith("}");
    return whole ? trimmed.substring(2, trimmed.length() - 1).strip() : null;
  }

  private static String checked(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new BadExpression("longer than " + MAX_LENGTH + " characters");
    }
    return text;
  }
}
