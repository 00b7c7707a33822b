package drawbridge.expression.jq;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.JsonQueryFunction;

/**
 * The functions available to a program: those of jackson-jq written in jq, with bounded bodies; its
 * Java functions of known cost; and replacements for functions without a bound.
 *
 * <p>Functions that access the environment, the clock or modules, or can run for ever, are missing.
 */
final class Functions {

  static final Version VERSION = Versions.JQ_1_7;

  /** Functions in jq without a bound, or useless without refused functions. */
  private static final Set<String> EXCLUDED =
      Set.of("repeat", "until", "while", "recurse_down", "recurse/2");

  private static final Scope ROOT = Scope.newEmptyScope();

  /** Names of all functions, with any number of arguments. */
  static final Set<String> NAMES;

  static {
    Map<String, Function> all = new HashMap<>();
    BuiltinFunctionLoader.getInstance()
        .listFunctions(VERSION, ROOT)
        .forEach((n, f) -> add(all, n, f));
    BuiltinOverrides.addTo(all);
    PathFunctions.addTo(all);
    RegexFunctions.addTo(all);
    all.forEach(ROOT::addFunction);
    NAMES = all.keySet().stream().map(Functions::bare).collect(Collectors.toUnmodifiableSet());
  }

  private Functions() {}

  static Scope scope() {
    return Scope.newChildScope(ROOT);
  }

  private static String bare(String name) {
    return name.replaceFirst("/\\d+$", "");
  }

  private static void add(Map<String, Function> all, String name, Function function) {
    if (EXCLUDED.contains(name) || EXCLUDED.contains(bare(name))) {
      return;
    }
    Cost cost = Cost.of(bare(name));
    if (function instanceof JsonQueryFunction) {
      AstFields fields = new AstFields(function);
      Expression body = new IsolatedScopeQuery(fields.expression("body"));
      Function bounded = new JsonQueryFunction(name, fields.list("params"), body, ROOT);
      all.put(name, counted(bounded, Cost.NOTHING));
    } else if (cost != null) {
      all.put(name, counted(function, cost));
    }
  }

  /** Charges for the input before the call, and for each result. */
  private static Function counted(Function function, Cost cost) {
    return (scope, args, in, path, output, version) -> {
      Budget budget = Budget.current();
      budget.step();
      cost.count(in, budget);
      List<Expression> given =
          cost == Cost.NOTHING ? args : args.stream().map(Functions::measured).toList();
      function.apply(
          scope,
          given,
          in,
          path,
          (out, outPath) -> {
            budget.step();
            if (cost != Cost.NOTHING) {
              budget.made(out);
            }
            output.emit(out, outPath);
          },
          version);
    };
  }

  /** Bounds an argument, since a Java function may traverse it. */
  private static Expression measured(Expression arg) {
    return BoundedNodes.checked(
        arg,
        (out, path) -> {
          if (out.isContainerNode()) {
            ValueSize.of(out, Budget.current());
          }
        });
  }
}
