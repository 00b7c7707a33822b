package drawbridge.template;

import com.github.jknack.handlebars.internal.HbsParser;
import com.github.jknack.handlebars.internal.antlr.tree.ParseTree;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code {{…}}} string: Handlebars' grammar turned once into our own tree.
 *
 * <p>Handlebars' engine never runs. There is no resolver that could reflect, no loader, no registry
 * of helpers and no parent scope to fall through to: what is not built here cannot be reached (H6).
 * Whitespace control ({@code ~}) is refused.
 */
final class Template {

  private static final int MOST_ELSE = 100;

  private final List<Piece> pieces;
  private final @Nullable Operand only;

  private Template(List<Piece> pieces, @Nullable Operand only) {
    this.pieces = pieces;
    this.only = only;
  }

  /**
   * @throws BadExpression when the text is not a template of the allowed kind
   */
  static Template of(String text, boolean strict, Place place) {
    String written = Alternatives.written(text);
    HbsParser.BodyContext body = Grammar.read(written);
    Tags tags = new Tags(strict, place.maySeeSecrets());
    Template whole = new Template(new Template.Reader(tags, place).body(body), null);
    return new Template(whole.pieces, only(body, tags, place));
  }

  /** The operand of a string that is one tag and nothing else, and so keeps its type (H3). */
  private static @Nullable Operand only(HbsParser.BodyContext body, Tags tags, Place place) {
    if (body.statement().size() != 1) {
      return null;
    }
    HbsParser.StatementContext tag = body.statement(0);
    if (tag.var() != null && place != Place.ENDPOINT) {
      return tags.operand(tag.var().sexpr(), tags.strict());
    }
    if (tag.tvar() != null) {
      return tags.operand(tag.tvar().sexpr(), tags.strict());
    }
    return tag.ampvar() == null ? null : tags.operand(tag.ampvar().sexpr(), tags.strict());
  }

  @Nullable Operand only() {
    return only;
  }

  String render(Frame frame, Limits limits) {
    Rendering out = new Rendering(limits);
    renderAll(pieces, frame, out);
    return out.toString();
  }

  private static void renderAll(List<Piece> pieces, Frame frame, Rendering out) {
    for (Piece piece : pieces) {
      piece.render(frame, out);
    }
  }

  /** Turns Handlebars' statements into pieces. */
  private record Reader(Tags tags, Place place) {

    List<Piece> body(HbsParser.BodyContext body) {
      List<Piece> pieces = new ArrayList<>();
      for (HbsParser.StatementContext statement : body.statement()) {
        if (statement.comment() == null) {
          pieces.add(piece(statement));
        }
      }
      return List.copyOf(pieces);
    }

    private Piece piece(HbsParser.StatementContext at) {
      if (at.var() != null && at.var().DECORATOR() == null) {
        return tag(at.var().sexpr(), at.var(), place == Place.ENDPOINT);
      } else if (at.tvar() != null) {
        return tag(at.tvar().sexpr(), at.tvar(), false);
      } else if (at.ampvar() != null) {
        return tag(at.ampvar().sexpr(), at.ampvar(), false);
      } else if (at.block() != null && at.block().DECORATOR() == null) {
        return block(at.block());
      } else if (at.escape() != null) {
        return text(at.getText().substring(1));
      } else if (isPlain(at)) {
        return text(at.getText());
      }
      throw new BadExpression(
          "not allowed in a template: "
              + start(at)
              + " (partials, decorators, raw and inverse sections, other delimiters)");
    }

    private static boolean isPlain(HbsParser.StatementContext at) {
      return !at.getText().startsWith("{{");
    }

    private static String start(ParseTree at) {
      String text = at.getText();
      return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    private static Piece text(String text) {
      return (frame, out) -> out.append(text);
    }

    private Piece tag(HbsParser.SexprContext sexpr, ParseTree at, boolean encoded) {
      Tags.refuseWhitespaceControl(at);
      Operand value = tags.operand(sexpr, tags.strict());
      return encoded
          ? (f, out) -> out.append(Rendering.percentEncoded(f.meter().text(value.in(f))))
          : (f, out) -> out.append(f.meter().text(value.in(f)));
    }

    private Piece block(HbsParser.BlockContext at) {
      Tags.refuseWhitespaceControl(at);
      String name = at.sexpr().QID().getText();
      if (!at.nameEnd.getText().equals(name)) {
        throw new BadExpression("{{#" + name + "}} is closed by {{/" + at.nameEnd.getText() + "}}");
      }
      return block(at.sexpr(), at.blockParams(), body(at.thenBody), otherwise(at.elseBlock(), 0));
    }

    private Piece block(
        HbsParser.SexprContext sexpr,
        HbsParser.@Nullable BlockParamsContext params,
        List<Piece> then,
        Piece otherwise) {
      Piece inner = (frame, out) -> renderAll(then, frame, out);
      return Blocks.of(tags, sexpr, tags.names(params), inner, otherwise);
    }

    private Piece otherwise(HbsParser.@Nullable ElseBlockContext at, int link) {
      if (at == null) {
        return (frame, out) -> {};
      }
      Tags.refuseWhitespaceControl(at);
      if (link > MOST_ELSE) {
        throw new BadExpression("a block has more than " + MOST_ELSE + " else");
      }
      if (link < at.elseStmtChain().size()) {
        HbsParser.ElseStmtChainContext next = at.elseStmtChain(link);
        Piece rest = otherwise(at, link + 1);
        return block(next.sexpr(), next.blockParams(), body(next.unlessBody), rest);
      }
      List<Piece> pieces = at.elseStmt() == null ? List.of() : body(at.elseStmt().unlessBody);
      return (frame, out) -> renderAll(pieces, frame, out);
    }
  }
}
