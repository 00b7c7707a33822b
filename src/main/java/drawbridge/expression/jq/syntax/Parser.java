package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.syntax.Names.Local;
import drawbridge.expression.jq.syntax.Token.Kind;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads pipes, definitions, operators and accesses in the grammar of jq 1.8. */
public final class Parser {

  /** Stands for the function {@code now} among the variables that a program uses. */
  public static final String NOW = "now()";

  final Tokens tokens;
  private final Terms terms;
  private final Patterns patterns;
  private final Accesses accesses;
  private final Constructions constructions;
  private final Definitions definitions;
  private final Set<String> outer = new TreeSet<>();

  Parser(String program) {
    this.tokens = new Tokens(program);
    this.terms = new Terms(this);
    this.patterns = new Patterns(this);
    this.accesses = new Accesses(this);
    this.constructions = new Constructions(this);
    this.definitions = new Definitions(this);
  }

  /**
   * A program that was read.
   *
   * @param variables the names of variables that it uses and does not define
   */
  public record Parsed(Filter filter, Set<String> variables) {}

  /**
   * Reads a program.
   *
   * @throws RefusedProgram names the fault and its position
   */
  public static Parsed program(String text) {
    Parser parser = new Parser(text);
    if (parser.tokens.peek().is(Kind.END)) {
      throw parser.tokens.fault("jq cannot be read: the program is empty");
    }
    Filter filter = parser.pipe(Prelude.NAMES);
    if (!parser.tokens.peek().is(Kind.END)) {
      throw parser.tokens.unexpected("the end");
    }
    return new Parsed(filter, parser.outer);
  }

  /** Reads {@code a | b}: everything up to a closing sign. */
  Filter pipe(@Nullable Names names) {
    tokens.enter();
    List<Filter> stages = new ArrayList<>();
    do {
      List<Filter> results = new ArrayList<>();
      do {
        results.add(operand(names));
      } while (tokens.take(","));
      stages.add(commas(results));
    } while (tokens.take("|"));
    tokens.leave();
    Filter all = stages.get(stages.size() - 1);
    for (int i = stages.size() - 2; i >= 0; i--) {
      all = new Basics.Pipe(stages.get(i), all);
    }
    return all;
  }

  /** Joins filters as a balanced tree, so that a long list is not deep. */
  private static Filter commas(List<Filter> results) {
    int half = results.size() / 2;
    return half == 0
        ? results.get(0)
        : new Basics.Comma(
            commas(results.subList(0, half)), commas(results.subList(half, results.size())));
  }

  private Filter operand(@Nullable Names names) {
    if (tokens.peek().isWord("def")) {
      Definitions.Definition defined = definitions.read(names, false);
      return new Calls.Define(defined.function(), pipe(defined.names()));
    } else if (tokens.takeWord("label")) {
      String name = tokens.expect(Kind.VARIABLE, "the name of a label").text();
      Local label = new Local(name);
      tokens.expect("|");
      return new Flow.Label(label, pipe(new Names(names, "label " + name, label)));
    }
    Filter source = expression(names);
    if (!tokens.takeWord("as")) {
      return source;
    }
    Patterns.Bound bound = patterns.read(names);
    tokens.expect("|");
    return bound.around(source, pipe(bound.names()));
  }

  /** Reads operators down to {@code //}. */
  Filter expression(@Nullable Names names) {
    return expression(names, Infix.ALTERNATIVE);
  }

  private Filter expression(@Nullable Names names, int least) {
    tokens.enter();
    Filter left = unary(names);
    int most = Infix.HIGHEST;
    int rank = Infix.rank(tokens.peek());
    while (rank >= least && rank <= most) {
      Token operator = tokens.next();
      boolean isRight = rank == Infix.ALTERNATIVE;
      Filter right = expression(names, isRight ? rank : rank + 1);
      left = Infix.combined(left, operator, right);
      boolean isChain = rank != Infix.ASSIGNMENT && rank != Infix.COMPARISON;
      most = isChain ? rank : rank - 1;
      rank = Infix.rank(tokens.peek());
    }
    tokens.leave();
    return left;
  }

  /** Reads signs, {@code try}, and a term with its accesses. */
  Filter unary(@Nullable Names names) {
    tokens.enter();
    Token first = tokens.peek();
    Filter all;
    if (tokens.take("-")) {
      all = new Basics.Negative(unary(names), first.at());
    } else if (tokens.takeWord("try")) {
      Filter body = unary(names);
      Filter handler = tokens.takeWord("catch") ? unary(names) : terms.empty(first.at());
      all = new Flow.Try(body, handler);
    } else {
      all = accesses.read(names);
    }
    tokens.leave();
    return all;
  }

  /** Returns the variable of a name. */
  Filter variable(@Nullable Names names, Token token) {
    Object local = Names.find(names, "$" + token.text());
    if (local != null) {
      return new Bindings.Variable(local);
    }
    outer.add(token.text());
    return new Bindings.OuterVariable(token.text(), token.at());
  }

  /** Returns the filter of the function {@code now}. */
  Filter now(int at) {
    outer.add(NOW);
    return new Bindings.OuterVariable(NOW, at);
  }

  Patterns patterns() {
    return patterns;
  }

  Constructions constructions() {
    return constructions;
  }

  Accesses accesses() {
    return accesses;
  }

  Terms terms() {
    return terms;
  }
}
