package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.tree.ParseTree;
import drawbridge.platform.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code {{…}}} string: Handlebars' syntax tree, converted once into parts.
 *
 * <p>Handlebars' engine never runs. There is no reflective resolver, no loader, no registry of
 * helpers and no parent scope, so a template reaches only what this package builds (H6).
 *
 * @param only the operand of a string that is a single tag, which keeps its type (H3)
 */
record Template(List<TemplatePart> parts, @Nullable Operand only, boolean seesSecrets) {

  private static final int MAX_ELSE = 100;
  private static final String ESCAPED_BACKSLASH = "\\\\{{";
  private static final char BACKSLASH = '\uFDD0'; // no character; stands for a backslash

  /**
   * Compiles a template.
   *
   * @param rules which names exist, and whether absent references fail
   * @throws BadExpression when the text is not an allowed template
   */
  static Template of(String text, Expressions rules, ValuePosition position) {
    String source = Alternatives.written(withBackslashes(text));
    HbsParser.BodyContext body = Grammar.read(source);
    boolean seesSecrets = position.maySeeSecrets();
    Tags tags = new Tags(rules.strict(), seesSecrets, rules.roots(), false);
    List<TemplatePart> parts = new Reader(tags, position, source).body(body);
    return new Template(parts, only(body, tags, position), seesSecrets);
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
  JsonNode resolve(Scope scope) {
    TemplateFrame frame = TemplateFrame.of(scope, seesSecrets);
    if (only == null) {
      return TextNode.valueOf(render(frame));
    }
    JsonNode found = only.in(frame);
    return found.isMissingNode() ? NullNode.getInstance() : found;
  }

  /** Returns whether the template holds as a condition; see {@link Expressions#condition}. */
  boolean holds(Scope scope) {
    TemplateFrame frame = TemplateFrame.of(scope, seesSecrets);
    if (only != null) {
      return Truth.of(only.in(frame));
    }
    String rendered = render(frame).strip();
    return !rendered.isEmpty() && !rendered.equals("false");
  }

  private String render(TemplateFrame frame) {
    Rendering out = new Rendering();
    renderAll(parts, frame, out);
    return out.toString();
  }

  private static void renderAll(List<TemplatePart> parts, TemplateFrame frame, Rendering out) {
    for (TemplatePart part : parts) {
      part.render(frame, out);
    }
  }

  /** Converts Handlebars' statements into parts. */
  private record Reader(Tags tags, ValuePosition position, String source) {

    List<TemplatePart> body(HbsParser.BodyContext body) {
      List<TemplatePart> parts = new ArrayList<>();
      for (HbsParser.StatementContext statement : body.statement()) {
        if (statement.comment() == null) {
          parts.add(part(statement));
        }
      }
      return List.copyOf(parts);
    }

    private TemplatePart part(HbsParser.StatementContext at) {
      if (at.var() != null && at.var().DECORATOR() == null) {
        return tag(at.var().sexpr(), position::escaped);
      } else if (at.tvar() != null) {
        return tag(at.tvar().sexpr(), raw -> raw);
      } else if (at.ampvar() != null) {
        return tag(at.ampvar().sexpr(), raw -> raw);
      } else if (at.block() != null && at.block().DECORATOR() == null) {
        return block(at.block());
      } else if (at.unless() != null) {
        return inverse(at.unless());
      } else if (at.escape() != null) {
        return text(at.getText().substring(1), at.getStart().getStartIndex());
      } else if (!at.getText().startsWith("{{")) {
        return text(at.getText(), at.getStart().getStartIndex());
      }
      throw new BadExpression(
          "not allowed in a template: "
              + start(at)
              + " (partials, decorators, raw sections, other delimiters)");
    }

    private static String start(ParseTree at) {
      String text = at.getText();
      return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    private TemplatePart text(String read, int at) {
      String text = read.replace(BACKSLASH, '\\');
      if (position == ValuePosition.ENDPOINT) {
        List<TemplatePart> parts = UriVariables.parts(text, source.lastIndexOf('?', at - 1) < 0);
        return (frame, out) -> renderAll(parts, frame, out);
      }
      return (frame, out) -> out.append(text);
    }

    private TemplatePart tag(HbsParser.SexprContext sexpr, UnaryOperator<String> escape) {
      Operand value = tags.operand(sexpr, tags.strict());
      return (f, out) -> out.append(escape.apply(f.meter().text(value.in(f))));
    }

    private List<TemplatePart> inside(HbsParser.SexprContext block, HbsParser.BodyContext body) {
      return new Reader(tags.inside(block), position, source).body(body);
    }

    /** Compiles {@code {{^list}}}: rendered where the section is not. */
    private TemplatePart inverse(HbsParser.UnlessContext at) {
      String name = at.sexpr().QID().getText();
      if (!at.nameEnd.getText().equals(name)) {
        throw new BadExpression("{{^" + name + "}} is closed by {{/" + at.nameEnd.getText() + "}}");
      }
      List<TemplatePart> inside = body(at.body());
      TemplatePart otherwise = (frame, out) -> renderAll(inside, frame, out);
      return Blocks.of(tags, at.sexpr(), List.of(), (frame, out) -> {}, otherwise);
    }

    private TemplatePart block(HbsParser.BlockContext at) {
      String name = at.sexpr().QID().getText();
      if (!at.nameEnd.getText().equals(name)) {
        throw new BadExpression("{{#" + name + "}} is closed by {{/" + at.nameEnd.getText() + "}}");
      }
      return block(
          at.sexpr(),
          at.blockParams(),
          inside(at.sexpr(), at.thenBody),
          otherwise(at.elseBlock(), 0));
    }

    private TemplatePart block(
        HbsParser.SexprContext sexpr,
        HbsParser.@Nullable BlockParamsContext params,
        List<TemplatePart> then,
        TemplatePart otherwise) {
      TemplatePart inner = (frame, out) -> renderAll(then, frame, out);
      return Blocks.of(tags, sexpr, tags.names(params), inner, otherwise);
    }

    private TemplatePart otherwise(HbsParser.@Nullable ElseBlockContext at, int link) {
      if (at == null) {
        return (frame, out) -> {};
      }
      if (link > MAX_ELSE) {
        throw new BadExpression("a block has more than " + MAX_ELSE + " else");
      }
      if (link < at.elseStmtChain().size()) {
        HbsParser.ElseStmtChainContext next = at.elseStmtChain(link);
        TemplatePart rest = otherwise(at, link + 1);
        return block(next.sexpr(), next.blockParams(), inside(next.sexpr(), next.unlessBody), rest);
      }
      List<TemplatePart> parts = at.elseStmt() == null ? List.of() : body(at.elseStmt().unlessBody);
      return (frame, out) -> renderAll(parts, frame, out);
    }
  }
}
