package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.filter.Assign;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Operators;
import drawbridge.expression.jq.syntax.Token.Kind;
import java.util.Map;

/** The operators between two operands: how strongly they bind, and what they become. */
final class Infix {

  static final int ALTERNATIVE = 1;
  static final int ASSIGNMENT = 2;
  private static final int OR = 3;
  private static final int AND = 4;
  static final int COMPARISON = 5;
  static final int HIGHEST = 8;
  private static final Map<String, Integer> RANKS =
      Map.ofEntries(
          Map.entry("//", ALTERNATIVE),
          Map.entry("=", ASSIGNMENT),
          Map.entry("|=", ASSIGNMENT),
          Map.entry("+=", ASSIGNMENT),
          Map.entry("-=", ASSIGNMENT),
          Map.entry("*=", ASSIGNMENT),
          Map.entry("/=", ASSIGNMENT),
          Map.entry("%=", ASSIGNMENT),
          Map.entry("//=", ASSIGNMENT),
          Map.entry("==", COMPARISON),
          Map.entry("!=", COMPARISON),
          Map.entry("<", COMPARISON),
          Map.entry("<=", COMPARISON),
          Map.entry(">", COMPARISON),
          Map.entry(">=", COMPARISON),
          Map.entry("+", 6),
          Map.entry("-", 6),
          Map.entry("*", 7),
          Map.entry("/", 7),
          Map.entry("%", 7));

  private Infix() {}

  /** Returns the rank of an operator; 0 for another token. */
  static int rank(Token token) {
    if (token.is(Kind.NAME)) {
      return token.text().equals("or") ? OR : token.text().equals("and") ? AND : 0;
    }
    return token.is(Kind.SYMBOL) ? RANKS.getOrDefault(token.text(), 0) : 0;
  }

  /** Returns the filter of an operator and its operands. */
  static Filter combined(Filter left, Token operator, Filter right) {
    String symbol = operator.text();
    int at = operator.at();
    return switch (symbol) {
      case "//" -> new Operators.Alternative(left, right);
      case "and" -> new Operators.Logic(left, right, false);
      case "or" -> new Operators.Logic(left, right, true);
      case "|=" -> new Assign.Update(left, right, false, at);
      default -> {
        Operators.Operator whole = Operators.of(symbol);
        yield whole != null
            ? new Operators.Binary(left, whole, right, at)
            : assigned(left, symbol.substring(0, symbol.length() - 1), right, at);
      }
    };
  }

  /** Returns the change of parts by each value of the right: {@code =} and {@code +=}. */
  private static Filter assigned(Filter left, String symbol, Filter right, int at) {
    Names.Local given = new Names.Local(symbol + "=");
    Filter value = new Bindings.Variable(given);
    Filter old = new Basics.Identity();
    Operators.Operator operator = Operators.of(symbol);
    Filter changed =
        operator != null
            ? new Operators.Binary(old, operator, value, at)
            : symbol.isEmpty() ? value : new Operators.Alternative(old, value);
    return new Bindings.Bind(right, given, new Assign.Update(left, changed, true, at));
  }
}
