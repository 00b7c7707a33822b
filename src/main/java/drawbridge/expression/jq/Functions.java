package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
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
  private static final Set<String> NAMES;

  static {
    Map<String, Function> all = new HashMap<>();
    BuiltinFunctionLoader.getInstance()
        .listFunctions(VERSION, ROOT)
        .forEach((n, f) -> add(all, n, f));
    BuiltinOverrides.addTo(all);
    RegexFunctions.addTo(all);
    all.forEach(ROOT::addFunction);
    NAMES = all.keySet().stream().map(Functions::bare).collect(Collectors.toUnmodifiableSet());
  }

  private Functions() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static Scope scope() {
    return Scope.newChildScope(ROOT);
  }

  private static String bare(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  private static void add(Map<String, Function> all, String name, Function function) {
    if (EXCLUDED.contains(name) || EXCLUDED.contains(bare(name))) {
      return;
    }
    if (function instanceof JsonQueryFunction) {
      all.put(name, written(name, new AstFields(function)));
      return;
    }
    Cost cost = Cost.of(bare(name));
    if (cost != null) {
      all.put(name, counted(function, cost));
    }
  }

  private static Function written(String name, AstFields fields) {
    Expression body = new IsolatedScopeQuery(fields.expression("body"));
    return counted(new JsonQueryFunction(name, fields.list("params"), body, ROOT), Cost.NOTHING);
  }

  /** Charges for the input before the call, and for each result. */
  static Function counted(Function function, Cost cost) {
    return (scope, args, in, path, output, version) -> {
      Budget budget = Budget.current();
      budget.step();
      cost.count(in, budget);
      List<Expression> given = cost == Cost.NOTHING ? args : measured(args);
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

  /** Bounds every argument, since a Java function may traverse it. */
  private static List<Expression> measured(List<Expression> args) {
    return args.isEmpty() ? args : args.stream().<Expression>map(Functions::measured).toList();
  }

  private static Expression measured(Expression arg) {
    return (scope, in, path, output, requirePath) ->
        arg.apply(
            scope,
            in,
            path,
            (JsonNode out, net.thisptr.jackson.jq.path.Path outPath) -> {
              if (out.isContainerNode()) {
                ValueSize.of(out, Budget.current());
              }
              output.emit(out, outPath);
            },
            requirePath);
  }
}
