package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.syntax.Token.Kind;
import org.jspecify.annotations.Nullable;

/** Reads terms with their accesses: {@code .name}, {@code [key]}, {@code [from:to]}, {@code ?}. */
final class Accesses {

  private final Parser parser;
  private final Tokens tokens;

  Accesses(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** Reads a term and its accesses. */
  Filter read(@Nullable Names names) {
    Filter term = parser.terms().read(names);
    while (true) {
      Filter more = accessed(term, names);
      if (more == null) {
        return term;
      }
      term = more;
    }
  }

  private @Nullable Filter accessed(Filter term, @Nullable Names names) {
    Token token = tokens.peek();
    if (token.is(Kind.FIELD)) {
      tokens.next();
      return index(term, new Basics.Literal(TextNode.valueOf(token.text())), token.at());
    } else if (tokens.takeOptional()) {
      return new Flow.Try(term, parser.terms().empty(token.at()));
    } else if (tokens.take(".")) {
      return tokens.peek().is(Kind.QUOTE) ? quoted(term, names) : bracketed(term, names);
    }
    return token.isSymbol("[") ? bracketed(term, names) : null;
  }

  /** Reads {@code ."name"} after its dot. */
  Filter quoted(Filter term, @Nullable Names names) {
    int at = tokens.peek().at() - 1;
    return index(term, parser.constructions().text(names, "text"), at);
  }

  private Filter index(Filter term, Filter key, int at) {
    return new Access.Index(term, key, at, tokens.takeOptional());
  }

  /** Reads {@code []}, {@code [key]} or {@code [from:to]}. */
  private Filter bracketed(Filter term, @Nullable Names names) {
    Token opened = tokens.peek();
    int at = opened.at();
    tokens.expect("[");
    if (tokens.take("]")) {
      return new Access.Each(term, at, tokens.takeOptional());
    }
    Filter from = tokens.peek().isSymbol(":") ? Terms.NULL : parser.pipe(names);
    if (tokens.take(":")) {
      Filter to = tokens.peek().isSymbol("]") ? Terms.NULL : parser.pipe(names);
      tokens.close("]", opened);
      return new Access.Slice(term, from, to, at, tokens.takeOptional());
    }
    tokens.close("]", opened);
    return index(term, from, at);
  }
}
