package drawbridge.expression.jq.syntax;

import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Pattern;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the patterns after {@code as}. */
final class Patterns {

  private final Parser parser;
  private final Tokens tokens;

  Patterns(Parser parser) {
    this.parser = parser;
    this.tokens = parser.tokens;
  }

  /** Patterns, and the names that the body sees. */
  record Bound(Bindings.Patterns patterns, @Nullable Names names) {}

  /** Reads patterns separated by {@code ?//}. A variable of several patterns is one variable. */
  Bound read(@Nullable Names names) {
    Reading reading = new Reading(names);
    List<Pattern> all = new ArrayList<>();
    do {
      all.add(reading.pattern());
    } while (tokens.take("?//"));
    List<Object> variables = all.size() == 1 ? List.of() : List.copyOf(reading.variables.values());
    return new Bound(new Bindings.Patterns(all, variables), reading.names);
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
      Pattern read = nested();
      tokens.leave();
      return read;
    }

    private Pattern nested() {
      Token first = tokens.next();
      if (first.is(Kind.VARIABLE)) {
        return new Pattern.Variable(variable(first.text()));
      } else if (first.isSymbol("[")) {
        List<Pattern> elements = new ArrayList<>();
        do {
          elements.add(pattern());
        } while (tokens.take(","));
        tokens.expect("]");
        return new Pattern.Elements(elements, first.at());
      } else if (first.isSymbol("{")) {
        List<Pattern.Member> members = new ArrayList<>();
        do {
          members.add(member());
        } while (tokens.take(","));
        tokens.expect("}");
        return new Pattern.Members(members);
      }
      throw tokens.fault("jq cannot be read: a pattern is expected", first.at());
    }

    private Local variable(String name) {
      Local variable = variables.computeIfAbsent(name, Local::new);
      names = new Names(names, "$" + name, variable);
      return variable;
    }

    private Pattern.Member member() {
      Token first = tokens.peek();
      if (first.is(Kind.VARIABLE)) {
        tokens.next();
        Filter key = new Basics.Literal(TextNode.valueOf(first.text()));
        Local variable = variable(first.text());
        return new Pattern.Member(key, variable, tokens.take(":") ? pattern() : null, first.at());
      }
      Filter key = parser.terms().key(names);
      tokens.expect(":");
      return new Pattern.Member(key, null, pattern(), first.at());
    }
  }
}
