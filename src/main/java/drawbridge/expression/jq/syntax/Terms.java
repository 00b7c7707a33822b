package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.filter.Loops;
import drawbridge.expression.jq.function.Functions;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.Numbers;
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
      case QUOTE -> parser.constructions().text(names, "text");
      case FORMAT -> parser.constructions().formatted(names);
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
      return tokens.peek().is(Kind.QUOTE) ? parser.accesses().quoted(IDENTITY, names) : IDENTITY;
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
      return parser.constructions().object(names, first);
    }
    throw tokens.unexpected("a value");
  }

  Filter variable(@Nullable Names names, Token token) {
    if (!token.text().equals("__loc__")) {
      return parser.variable(names, token);
    }
    return new Basics.Literal(
        JsonNodeFactory.instance
            .objectNode()
            .put("file", "<top-level>")
            .put("line", tokens.line(token.at())));
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

  Filter call(@Nullable Names names, String name, List<Filter> arguments, int at) {
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
