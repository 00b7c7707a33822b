package drawbridge.template;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.thisptr.jackson.jq.BuiltinFunctionLoader;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.Versions;
import org.jspecify.annotations.Nullable;

/**
 * jq's functions without those that reach the environment, the clock or modules, or that can run
 * for ever; the others count their calls and results against a budget.
 *
 * <p>A program is bounded because {@code def} is refused (no recursion of one's own) and every loop
 * that is left runs over data or over the counted results of a function.
 */
final class JqFunctions {

  static final Version VERSION = Versions.JQ_1_7;

  /** Removed, so that even a program that slips past the check finds nothing. */
  static final Set<String> REFUSED =
      Set.of(
          "env",
          "now",
          "localtime",
          "mktime",
          "input",
          "inputs",
          "debug",
          "stderr",
          "input_filename",
          "input_line_number",
          "halt",
          "halt_error",
          "get_search_list",
          "modulemeta",
          "repeat",
          "until",
          "while",
          "infinite",
          "builtins",
          "recurse_down");

  private static final Scope ROOT = Scope.newEmptyScope();
  private static final Set<String> NAMES;
  private static final ThreadLocal<int @Nullable []> BUDGET = new ThreadLocal<>();

  static {
    Map<String, Function> all = BuiltinFunctionLoader.getInstance().listFunctions(VERSION, ROOT);
    all.keySet().removeIf(name -> REFUSED.contains(bare(name)) || name.equals("recurse/2"));
    all.forEach((name, function) -> ROOT.addFunction(name, counted(function)));
    NAMES = all.keySet().stream().map(JqFunctions::bare).collect(Collectors.toUnmodifiableSet());
  }

  private JqFunctions() {}

  static boolean has(String name) {
    return NAMES.contains(name);
  }

  static Scope scope() {
    return Scope.newChildScope(ROOT);
  }

  /** Runs a program that may spend so many steps. */
  static void within(int steps, Runnable program) {
    BUDGET.set(new int[] {steps});
    try {
      program.run();
    } finally {
      BUDGET.remove();
    }
  }

  private static String bare(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? name : name.substring(0, slash);
  }

  private static Function counted(Function function) {
    return (scope, args, in, path, output, version) -> {
      spend();
      function.apply(
          scope,
          args,
          in,
          path,
          (out, outPath) -> {
            spend();
            output.emit(out, outPath);
          },
          version);
    };
  }

  private static void spend() {
    int[] budget = BUDGET.get();
    if (budget != null && --budget[0] < 0) {
      throw new ResolutionFailure("a jq expression takes too many steps");
    }
  }
}
