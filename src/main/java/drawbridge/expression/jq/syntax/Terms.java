package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.filter.Loops;
import drawbridge.expression.jq.function.Functions;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads terms: literals, constructions, keywords and calls. */
final class Terms {

  static final Filter NULL = new Basics.Literal(NullNode.instance);

  private static final Filter IDENTITY = new Basics.Identity();
  private static final Set<String> KEYWORDS =
      Set.of(
          "def", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch",
          "label", "import", "include", "and", "or", "module", "__loc__");

  private final Parser parser;
  private final Tokens tokens;

  Terms(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** Reads a term without its accesses. */
  Filter read(@Nullable Names names) {
    Token first = tokens.peek();
    return switch (first.kind()) {
      case NUMBER -> number(tokens.next());
      case QUOTE -> text(names, "text");
      case FORMAT -> formatted(names);
      case FIELD -> IDENTITY; // the access follows
      case VARIABLE -> variable(names, tokens.next());
      case NAME -> word(names, tokens.next());
      case SYMBOL -> symbol(names, first);
      case CHARS, OPEN, CLOSE, UNQUOTE, END -> throw tokens.unexpected("a value");
    };
  }

  /** Returns the filter without results. */
  Filter empty(int at) {
    return call(null, "empty", List.of(), at);
  }

  private Filter number(Token token) {
    if (token.text().length() > Numbers.DIGITS) {
      throw tokens.fault("a number has more than " + Numbers.DIGITS + " digits", token.at());
    }
    return new Basics.Literal(Numbers.literal(token.text()));
  }

  private Filter symbol(@Nullable Names names, Token first) {
    if (tokens.take("..")) {
      return call(null, "recurse", List.of(), first.at());
    } else if (tokens.take(".")) {
      return tokens.peek().is(Kind.QUOTE) ? parser.quoted(IDENTITY, names) : IDENTITY;
    } else if (tokens.take("(")) {
      Filter inner = parser.pipe(names);
      tokens.close(")", first);
      return inner;
    } else if (tokens.take("[")) {
      if (tokens.take("]")) {
        return new Basics.Array(empty(first.at()));
      }
      Filter elements = parser.pipe(names);
      tokens.close("]", first);
      return new Basics.Array(elements);
    } else if (tokens.take("{")) {
      return object(names, first);
    }
    throw tokens.unexpected("a value");
  }

  private Filter variable(@Nullable Names names, Token token) {
    if (!token.text().equals("__loc__")) {
      return parser.variable(names, token);
    }
    return new Basics.Literal(
        JsonNodeFactory.instance
            .objectNode()
            .put("file", "<top-level>")
            .put("line", tokens.line(token.at())));
  }

  private Filter formatted(@Nullable Names names) {
    Token format = tokens.next();
    if (Functions.find("@" + format.text(), 0) == null) {
      throw tokens.fault("@" + format.text() + " is not a format", format.at());
    }
    return tokens.peek().is(Kind.QUOTE)
        ? text(names, format.text())
        : call(names, "@" + format.text(), List.of(), format.at());
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
        pieces.add(new Basics.Pipe(value, call(names, "@" + format, List.of(), at)));
      }
    }
    tokens.next();
    boolean isPlain = pieces.size() == 1 && pieces.get(0) instanceof Basics.Literal;
    return pieces.isEmpty()
        ? new Basics.Literal(TextNode.valueOf(""))
        : isPlain ? pieces.get(0) : new Basics.Text(pieces);
  }

  private Filter object(@Nullable Names names, Token opened) {
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
      own = variable(names, first);
      key = new Basics.Literal(TextNode.valueOf(first.text()));
      if (tokens.peek().isSymbol(":")) {
        key = own;
      }
    } else {
      key = key(names);
      boolean isNamed = !first.isSymbol("(");
      own = isNamed ? new Access.Index(IDENTITY, key, first.at(), false) : null;
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

  private Filter word(@Nullable Names names, Token word) {
    return switch (word.text()) {
      case "null" -> NULL;
      case "true" -> new Basics.Literal(BooleanNode.TRUE);
      case "false" -> new Basics.Literal(BooleanNode.FALSE);
      case "if" -> condition(names, word);
      case "reduce" -> loop(names, false);
      case "foreach" -> loop(names, true);
      case "break" -> stop(names);
      default -> {
        if (KEYWORDS.contains(word.text())) {
          boolean isModule = Set.of("import", "include", "module").contains(word.text());
          throw isModule
              ? tokens.fault("modules are not available in jq here", word.at())
              : tokens.fault("jq cannot be read: unexpected " + word.text(), word.at());
        }
        yield call(names, word.text(), arguments(names, word), word.at());
      }
    };
  }

  private Filter condition(@Nullable Names names, Token opened) {
    tokens.enter();
    Filter test = parser.pipe(names);
    tokens.close("then", opened);
    Filter yes = parser.pipe(names);
    Filter no;
    if (tokens.takeWord("elif")) {
      no = condition(names, opened);
    } else {
      no = tokens.takeWord("else") ? parser.pipe(names) : IDENTITY;
      tokens.close("end", opened);
    }
    tokens.leave();
    return new Flow.If(test, yes, no);
  }

  private Filter loop(@Nullable Names names, boolean isForeach) {
    Filter source = parser.expression(names);
    tokens.expectWord("as");
    Patterns.Bound bound = parser.patterns().read(names);
    tokens.expect("(");
    Filter start = parser.pipe(names);
    tokens.expect(";");
    Local state = new Local("state");
    Filter round = new Loops.Update(state, parser.pipe(bound.names()));
    if (isForeach && tokens.take(";")) {
      round = new Basics.Pipe(round, parser.pipe(bound.names()));
    }
    tokens.expect(")");
    return new Loops.Loop(start, state, bound.around(source, round), !isForeach);
  }

  private Filter stop(@Nullable Names names) {
    Token label = tokens.expect(Kind.VARIABLE, "the name of a label");
    Object name = Names.find(names, "label " + label.text());
    if (name == null) {
      throw tokens.fault("$" + label.text() + " is not a label", label.at());
    }
    return new Flow.Break(name);
  }

  private List<Filter> arguments(@Nullable Names names, Token called) {
    List<Filter> arguments = new ArrayList<>();
    if (tokens.take("(")) {
      do {
        arguments.add(parser.pipe(names));
      } while (tokens.take(";"));
      tokens.close(")", called);
    }
    return arguments;
  }

  private Filter call(@Nullable Names names, String name, List<Filter> arguments, int at) {
    Object found = Names.find(names, name + "/" + arguments.size());
    if (found instanceof Local parameter) {
      return new Calls.Parameter(parameter);
    } else if (found instanceof Calls.Function function) {
      return new Calls.Call(function, arguments, at);
    }
    if (name.equals("now") && arguments.isEmpty()) {
      return parser.now(at);
    }
    Calls.Native function = Functions.find(name, arguments.size());
    if (function == null) {
      String member = tokens.dashed(at);
      String hint = member.isEmpty() ? "" : "; a member with a dash is written " + member;
      throw tokens.fault(Unavailable.reason(name, arguments.size(), names) + hint, at);
    }
    return new Calls.NativeCall(name, function, arguments, at);
  }
}
