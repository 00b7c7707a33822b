package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads the patterns after {@code as}. */
final class Patterns {

  private final Parser parser;
  private final Tokens tokens;

  Patterns(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** A pattern: returns the bindings of its variables, given a value, around a body. */
  @FunctionalInterface
  private interface Pattern extends BinaryOperator<Filter> {}

  /** Patterns, and the names that the body sees. */
  record Bound(List<Pattern> patterns, List<Object> variables, @Nullable Names names) {

    /** Returns the body for each value of a source. */
    Filter around(Filter source, Filter body) {
      if (patterns.size() == 1) {
        return patterns.get(0).apply(source, body);
      }
      Local value = new Local("?//");
      Local rest = new Local("body");
      List<Filter> heads = new ArrayList<>();
      for (Pattern pattern : patterns) {
        heads.add(pattern.apply(new Bindings.Variable(value), new Bindings.Rest(rest)));
      }
      return new Bindings.Bind(
          source, value, new Bindings.Alternatives(heads, rest, body, variables));
    }
  }

  /** Reads patterns separated by {@code ?//}. A variable of several patterns is one variable. */
  Bound read(@Nullable Names names) {
    Reading reading = new Reading(names);
    List<Pattern> all = new ArrayList<>();
    do {
      all.add(reading.pattern());
    } while (tokens.take("?//"));
    return new Bound(all, List.copyOf(reading.variables.values()), reading.names);
  }

  /** The variables that were read so far; later keys may use them. */
  private final class Reading {
    private final Map<String, Local> variables = new LinkedHashMap<>();
    private @Nullable Names names;

    Reading(@Nullable Names names) {
      this.names = names;
    }

    Pattern pattern() {
      tokens.enter();
      Token first = tokens.next();
      Pattern read;
      if (first.is(Kind.VARIABLE)) {
        read = variable(first);
      } else if (first.isSymbol("[")) {
        read = parts(first, "]");
      } else if (first.isSymbol("{")) {
        read = parts(first, "}");
      } else {
        throw tokens.fault("jq cannot be read: a pattern is expected", first.at());
      }
      tokens.leave();
      return read;
    }

    private Pattern variable(Token token) {
      Local variable = variables.computeIfAbsent(token.text(), Local::new);
      names = new Names(names, "$" + token.text(), variable);
      return (value, body) -> new Bindings.Bind(value, variable, body);
    }

    /** Reads the parts of an array or object. Each of them takes its part of the whole value. */
    private Pattern parts(Token opened, String closing) {
      List<Pattern> parts = new ArrayList<>();
      do {
        parts.add(
            closing.equals("}")
                ? member()
                : part(opened, literal(Numbers.of(parts.size())), pattern()));
      } while (tokens.take(","));
      tokens.expect(closing);
      Local whole = new Local(opened.text());
      return (value, body) -> {
        Filter inner = body;
        for (int i = parts.size() - 1; i >= 0; i--) {
          inner = parts.get(i).apply(new Bindings.Variable(whole), inner);
        }
        return new Bindings.Bind(value, whole, inner);
      };
    }

    private Pattern member() {
      Token first = tokens.peek();
      if (!first.is(Kind.VARIABLE)) {
        Filter key = parser.constructions().key(names);
        tokens.expect(":");
        return part(first, key, pattern());
      }
      tokens.next();
      Filter key = literal(TextNode.valueOf(first.text()));
      Pattern variable = part(first, key, variable(first));
      if (!tokens.take(":")) {
        return variable;
      }
      Pattern inner = part(first, key, pattern());
      return (value, body) -> variable.apply(value, inner.apply(value, body));
    }

    /** Returns the pattern that takes the part of a value at a key. */
    private static Pattern part(Token token, Filter key, Pattern pattern) {
      UnaryOperator<Filter> part =
          value ->
              new Basics.Pipe(
                  value, new Access.Index(new Basics.Identity(), key, token.at(), false));
      return (value, body) -> pattern.apply(part.apply(value), body);
    }
  }

  private static Filter literal(JsonNode value) {
    return new Basics.Literal(value);
  }
}
