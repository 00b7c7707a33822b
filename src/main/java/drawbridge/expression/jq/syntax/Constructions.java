package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.function.Functions;
import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads texts with interpolations, formats and objects. */
final class Constructions {

  private final Parser parser;
  private final Tokens tokens;

  Constructions(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** Reads a format, and the text that it writes if one follows. */
  Filter formatted(@Nullable Names names) {
    Token format = tokens.next();
    if (Functions.find("@" + format.text(), 0) == null) {
      throw tokens.fault("@" + format.text() + " is not a format", format.at());
    }
    return tokens.peek().is(Kind.QUOTE)
        ? text(names, format.text())
        : parser.terms().call(names, "@" + format.text(), List.of(), format.at());
  }

  /** Reads a text whose interpolations are written in a format. */
  Filter text(@Nullable Names names, String format) {
    int at = tokens.expect(Kind.QUOTE, "a text").at();
    List<Filter> pieces = new ArrayList<>();
    while (!tokens.peek().is(Kind.UNQUOTE)) {
      Token piece = tokens.next();
      if (piece.is(Kind.CHARS)) {
        pieces.add(new Basics.Literal(TextNode.valueOf(piece.text())));
      } else {
        Filter value = parser.pipe(names);
        tokens.expect(Kind.CLOSE, ")");
        pieces.add(new Basics.Pipe(value, parser.terms().call(names, "@" + format, List.of(), at)));
      }
    }
    tokens.next();
    boolean isPlain = pieces.size() == 1 && pieces.get(0) instanceof Basics.Literal;
    return pieces.isEmpty()
        ? new Basics.Literal(TextNode.valueOf(""))
        : isPlain ? pieces.get(0) : new Basics.Text(pieces);
  }

  /** Reads an object after its brace. */
  Filter object(@Nullable Names names, Token opened) {
    List<Basics.Member> members = new ArrayList<>();
    if (!tokens.take("}")) {
      do {
        members.add(member(names));
      } while (tokens.take(","));
      tokens.close("}", opened);
    }
    return new Basics.Members(members);
  }

  private Basics.Member member(@Nullable Names names) {
    Token first = tokens.peek();
    Filter key = null;
    Filter own = null;
    if (first.is(Kind.VARIABLE)) {
      tokens.next();
      own = parser.terms().variable(names, first);
      key = new Basics.Literal(TextNode.valueOf(first.text()));
      if (tokens.peek().isSymbol(":")) {
        key = own;
      }
    } else {
      key = key(names);
      boolean isNamed = !first.isSymbol("(");
      own = isNamed ? new Access.Index(new Basics.Identity(), key, first.at(), false) : null;
    }
    if (tokens.take(":")) {
      return new Basics.Member(key, memberValue(names), first.at());
    } else if (own == null) {
      throw tokens.unexpected(":");
    }
    return new Basics.Member(key, own, first.at());
  }

  private Filter memberValue(@Nullable Names names) {
    Filter value = parser.expression(names);
    return tokens.take("|") ? new Basics.Pipe(value, memberValue(names)) : value;
  }

  /** Reads the key of a member: a word, a text or a program in parentheses. */
  Filter key(@Nullable Names names) {
    Token first = tokens.peek();
    if (first.is(Kind.NAME)) {
      return new Basics.Literal(TextNode.valueOf(tokens.next().text()));
    } else if (first.is(Kind.QUOTE)) {
      return text(names, "text");
    } else if (first.is(Kind.FORMAT)) {
      return formatted(names);
    } else if (tokens.take("(")) {
      Filter key = parser.pipe(names);
      tokens.expect(")");
      if (key instanceof Basics.Literal literal && !literal.value().isTextual()) {
        throw tokens.fault(
            "a " + Values.type(literal.value()) + " cannot be the key of an object", first.at());
      }
      return key;
    }
    throw tokens.unexpected("the key of an object");
  }
}
