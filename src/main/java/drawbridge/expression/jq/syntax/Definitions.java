package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads definitions of functions. */
final class Definitions {

  private final Parser parser;
  private final Tokens tokens;

  Definitions(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** Reads definitions without a program. */
  static @Nullable Names all(String text) {
    Parser parser = new Parser(text);
    Definitions definitions = new Definitions(parser);
    parser.tokens.forgetPositions();
    Names names = null;
    while (parser.tokens.peek().isWord("def")) {
      names = definitions.read(names, true).names();
    }
    parser.tokens.expect(Kind.END, "the end");
    return names;
  }

  /** A function, and the names that the program after it sees. */
  record Definition(Calls.Function function, Names names) {}

  /** Reads {@code def name(parameters): body;}. */
  Definition read(@Nullable Names names, boolean isGlobal) {
    tokens.expectWord("def");
    String name = tokens.expect(Kind.NAME, "the name of a function").text();
    List<Object> parameters = new ArrayList<>();
    List<Token> variables = new ArrayList<>();
    Names inner = names;
    if (tokens.take("(")) {
      do {
        Token parameter = tokens.next();
        if (!parameter.is(Kind.NAME) && !parameter.is(Kind.VARIABLE)) {
          throw tokens.fault("jq cannot be read: a parameter is expected", parameter.at());
        }
        Local local = new Local(parameter.text());
        parameters.add(local);
        inner = new Names(inner, parameter.text() + "/0", local);
        if (parameter.is(Kind.VARIABLE)) {
          variables.add(parameter);
        }
      } while (tokens.take(";"));
      tokens.expect(")");
    }
    tokens.expect(":");
    Calls.Function function = new Calls.Function(name, parameters, isGlobal);
    String named = name + "/" + parameters.size();
    function.complete(body(new Names(inner, named, function), variables));
    tokens.expect(";");
    return new Definition(function, new Names(names, named, function));
  }

  /** Reads the body of a function and binds its parameters that are variables. */
  private Filter body(Names names, List<Token> variables) {
    if (variables.isEmpty()) {
      return parser.pipe(names);
    }
    String name = variables.get(0).text();
    Local variable = new Local(name);
    Object parameter = Objects.requireNonNull(Names.find(names, name + "/0"));
    Names inner = new Names(names, "$" + name, variable);
    Filter rest = body(inner, variables.subList(1, variables.size()));
    return new Bindings.Bind(new Calls.Parameter(parameter), variable, rest);
  }
}
