package drawbridge.expression.jq.syntax;

import drawbridge.expression.jq.function.Functions;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The functions of jq that a program cannot have here, and why. */
final class Unavailable {

  private static final String INPUT = "reads further inputs; a program here has one";
  private static final String TERMINAL = "writes to a terminal; a program here has none";
  private static final String MODULES = "reads modules; a program here has none";
  private static final String INSTALLATION = "depends on the installation of jq";
  private static final String SPECIAL = "is a function of C that Java does not have";
  private static final String ENVIRONMENT = "reads the environment of the server";

  private static final Map<String, String> REASONS =
      Map.ofEntries(
          Map.entry("env", ENVIRONMENT),
          Map.entry("input", INPUT),
          Map.entry("inputs", INPUT),
          Map.entry("input_filename", INPUT),
          Map.entry("input_line_number", INPUT),
          Map.entry("debug", TERMINAL),
          Map.entry("stderr", TERMINAL),
          Map.entry("halt", "ends the process; use error"),
          Map.entry("halt_error", "ends the process; use error"),
          Map.entry("builtins", INSTALLATION),
          Map.entry("get_jq_origin", INSTALLATION),
          Map.entry("get_prog_origin", INSTALLATION),
          Map.entry("get_search_list", MODULES),
          Map.entry("modulemeta", MODULES));

  private static final Set<String> SPECIALS =
      Set.of(
          "erf",
          "erfc",
          "gamma",
          "lgamma",
          "lgamma_r",
          "tgamma",
          "j0",
          "j1",
          "jn",
          "y0",
          "y1",
          "yn");

  private static final int MOST_EDITS = 3;
  private static final int LONGEST = 40;

  private Unavailable() {}

  /** Returns why a function cannot be called. */
  static String reason(String name, int arguments, @Nullable Names names) {
    String reason = SPECIALS.contains(name) ? SPECIAL : REASONS.get(name);
    if (reason != null) {
      return name + " is not available in jq here: it " + reason;
    }
    String wanted = name + "/" + arguments;
    String nearest = "";
    int least = MOST_EDITS + 1;
    for (String known : known(names)) {
      int edits = name.length() > LONGEST ? least : edits(wanted, known);
      if (edits < least) {
        least = edits;
        nearest = "; the nearest is " + known;
      }
    }
    return "unknown jq function " + wanted + nearest;
  }

  private static Set<String> known(@Nullable Names names) {
    Set<String> known = new TreeSet<>(Functions.names());
    for (Names at = names; at != null; at = at.outer()) {
      known.add(at.name());
    }
    known.removeIf(it -> !Character.isLetter(it.charAt(0)) || it.indexOf('/') < 0);
    return known;
  }

  /** Returns how many characters differ (Levenshtein). */
  private static int edits(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
