package drawbridge.expression.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.tree.ParseTree;
import drawbridge.expression.BadExpression;
import drawbridge.expression.ValuePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Converts Handlebars' statements into parts.
 *
 * @param source the template as {@link Grammar} read it
 */
record TemplateReader(Tags tags, ValuePosition position, String source) {

  private static final int MAX_ELSE = 100;

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
      return tag(at.var().sexpr(), escapes());
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
    String text = read.replace(Template.BACKSLASH, '\\');
    if (position == ValuePosition.ENDPOINT) {
      List<TemplatePart> parts = UriVariables.parts(text, source.lastIndexOf('?', at - 1) < 0);
      return (frame, out) -> TemplatePart.renderAll(parts, frame, out);
    }
    return (frame, out) -> out.append(text);
  }

  private TemplatePart tag(HbsParser.SexprContext sexpr, UnaryOperator<String> escape) {
    Operand value = tags.operand(sexpr, tags.strict());
    return (f, out) -> out.append(escape.apply(f.meter().text(value.in(f))));
  }

  private List<TemplatePart> inside(HbsParser.SexprContext block, HbsParser.BodyContext body) {
    return new TemplateReader(tags.inside(block), position, source).body(body);
  }

  /** Compiles {@code {{^list}}}: rendered where the section is not. */
  private TemplatePart inverse(HbsParser.UnlessContext at) {
    String name = at.sexpr().QID().getText();
    if (!at.nameEnd.getText().equals(name)) {
      throw new BadExpression("{{^" + name + "}} is closed by {{/" + at.nameEnd.getText() + "}}");
    }
    List<TemplatePart> inside = body(at.body());
    TemplatePart otherwise = (frame, out) -> TemplatePart.renderAll(inside, frame, out);
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
    TemplatePart inner = (frame, out) -> TemplatePart.renderAll(then, frame, out);
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
    return (frame, out) -> TemplatePart.renderAll(parts, frame, out);
  }

  private UnaryOperator<String> escapes() {
    return switch (position) {
      case ORDINARY, OUTBOUND, TEXT -> raw -> raw;
      case ENDPOINT -> Rendering::percentEncoded;
      case JSON_TEXT -> raw -> new String(JsonStringEncoder.getInstance().quoteAsString(raw));
      case XML_TEXT -> XmlText::escaped;
    };
  }
}
