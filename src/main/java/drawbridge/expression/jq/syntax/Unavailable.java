package drawbridge.expression.jq.syntax;

import java.util.Map;

/** The functions of jq that a program cannot have here, and why. */
final class Unavailable {

  private static final String INPUT = "reads further inputs; a program here has one";
  private static final String TERMINAL = "writes to a terminal; a program here has none";
  private static final String MODULES = "reads modules; a program here has none";
  private static final String ENVIRONMENT = "reads the environment of the server";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("now", "changes between nodes and replays; use $workflow.startedAt"),
          Map.entry("env", ENVIRONMENT),
          Map.entry("input", INPUT),
          Map.entry("inputs", INPUT),
          Map.entry("input_filename", INPUT),
          Map.entry("input_line_number", INPUT),
          Map.entry("debug", TERMINAL),
          Map.entry("stderr", TERMINAL),
          Map.entry("halt", "ends the process; use error"),
          Map.entry("halt_error", "ends the process; use error"),
          Map.entry("get_search_list", MODULES),
          Map.entry("modulemeta", MODULES));

  private Unavailable() {}

  /** Returns why a function cannot be called. */
  static String reason(String name, int arguments) {
    String reason = REASONS.get(name);
    return reason != null
        ? name + " is not available in jq here: it " + reason
        : "unknown jq function " + name + "/" + arguments;
  }
}
