package drawbridge.expression.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.jknack.handlebars.internal.HbsParser;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ResolutionFailure;
import drawbridge.expression.Scope;
import drawbridge.expression.ValuePosition;
import drawbridge.platform.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code {{…}}} string: Handlebars' syntax tree, converted once into parts.
 *
 * <p>Handlebars' engine never runs. There is no reflective resolver, no loader, no registry of
 * helpers and no parent scope, so a template reaches only what this package builds (H6).
 */
public final class Template {

  private static final String ESCAPED_BACKSLASH = "\\\\{{";
  static final char BACKSLASH = '\uFDD0'; // no character; stands for a backslash

  private final List<TemplatePart> parts;

  /** The operand of a string that is a single tag, which keeps its type (H3). */
  private final @Nullable Operand only;

  private final boolean seesSecrets;
  private final boolean refusesDots;

  private Template(
      List<TemplatePart> parts, @Nullable Operand only, boolean seesSecrets, boolean refusesDots) {
    this.parts = parts;
    this.only = only;
    this.seesSecrets = seesSecrets;
    this.refusesDots = refusesDots;
  }

  /**
   * Compiles a template.
   *
   * @param strict an absent reference fails instead of rendering as empty (H9)
   * @param roots the first names that references may have
   * @param position decides about secrets and escapes
   * @throws BadExpression when the text is not an allowed template
   */
  public static Template of(String text, boolean strict, RootNames roots, ValuePosition position) {
    String source = Alternatives.written(Comments.written(withBackslashes(text)));
    HbsParser.BodyContext body = Grammar.read(source);
    boolean seesSecrets = position.maySeeSecrets();
    Tags tags = new Tags(strict, seesSecrets, roots, false);
    List<TemplatePart> parts = new TemplateReader(tags, position, source).body(body);
    boolean refusesDots = position == ValuePosition.ENDPOINT && !DotSegments.areWritten(source);
    return new Template(parts, only(body, tags, position), seesSecrets, refusesDots);
  }

  /** The grammar reads two backslashes before a tag as an escaped tag. */
  private static String withBackslashes(String text) {
    if (!text.contains(ESCAPED_BACKSLASH)) {
      return text;
    }
    if (text.indexOf(BACKSLASH) >= 0) {
      throw new BadExpression("the character U+FDD0 is not allowed beside \\\\{{");
    }
    return text.replace(ESCAPED_BACKSLASH, BACKSLASH + "{{");
  }

  private static @Nullable Operand only(
      HbsParser.BodyContext body, Tags tags, ValuePosition position) {
    if (body.statement().size() != 1) {
      return null;
    }
    HbsParser.StatementContext tag = body.statement(0);
    if (position.isText()) {
      return tag.var() != null && position == ValuePosition.JSON_TEXT
          ? asJson(tags.operand(tag.var().sexpr(), tags.strict()))
          : null;
    }
    if (tag.var() != null && position != ValuePosition.ENDPOINT) {
      return tags.operand(tag.var().sexpr(), tags.strict());
    }
    if (tag.tvar() != null) {
      return tags.operand(tag.tvar().sexpr(), tags.strict());
    }
    return tag.ampvar() == null ? null : tags.operand(tag.ampvar().sexpr(), tags.strict());
  }

  private static Operand asJson(Operand value) {
    return frame -> {
      JsonNode found = value.in(frame);
      frame.meter().visit(found);
      return TextNode.valueOf(
          frame.meter().made(found.isMissingNode() ? "null" : Json.write(found)));
    };
  }

  /** Returns the value of a single tag, where absent is null; otherwise the rendered text. */
  public JsonNode resolve(Scope scope) {
    TemplateFrame frame = TemplateFrame.of(scope, seesSecrets);
    if (only == null) {
      return TextNode.valueOf(render(frame));
    }
    JsonNode found = only.in(frame);
    return found.isMissingNode() ? NullNode.getInstance() : found;
  }

  /**
   * Returns whether the template holds as a condition: a single tag as {@code {{#if}}} does, a
   * longer template unless it renders as empty, blank or {@code false}.
   */
  public boolean holds(Scope scope) {
    TemplateFrame frame = TemplateFrame.of(scope, seesSecrets);
    if (only != null) {
      return Truth.of(only.in(frame));
    }
    String rendered = render(frame).strip();
    return !rendered.isEmpty() && !rendered.equals("false");
  }

  private String render(TemplateFrame frame) {
    Rendering out = new Rendering();
    TemplatePart.renderAll(parts, frame, out);
    String text = out.toString();
    if (refusesDots && DotSegments.areIn(text)) {
      throw new ResolutionFailure(
          "a value makes a member of the endpoint's path . or ..; it would call another resource");
    }
    return text;
  }
}
