package drawbridge.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds the names in the text of a jq program. Strings and comments are ignored; {@code \( )} in
 * strings is not.
 */
record JqText(String code) {

  private static final Pattern VARIABLE = Pattern.compile("\\$\\s*([A-Za-z_][A-Za-z_0-9]*)");
  private static final Pattern WORD =
      Pattern.compile("(?<![.$@\\w])([A-Za-z_][A-Za-z_0-9]*)(?!\\s*:(?!:))(?![\\w])");
  private static final Pattern SHORTHAND =
      Pattern.compile("(?<=[{,])\\s*[A-Za-z_][A-Za-z_0-9]*\\s*(?=[,}])");

  static JqText of(String program) {
    return new JqText(withoutStrings(program));
  }

  Set<String> variables() {
    return names(VARIABLE, code);
  }

  /**
   * Returns words that may be keywords or functions; in {@code {now}} and {@code {now: 1}} they are
   * keys.
   */
  Set<String> words() {
    return names(WORD, code.contains("{") ? SHORTHAND.matcher(code).replaceAll(" ") : code);
  }

  private static Set<String> names(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(name -> name.group(1))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String withoutStrings(String program) {
    StringBuilder code = new StringBuilder();
    Deque<Integer> interpolations = new ArrayDeque<>();
    boolean inString = false;
    int depth = 0;
    for (int i = 0; i < program.length(); i++) {
      char c = program.charAt(i);
      if (inString) {
        if (c == '\\' && i + 1 < program.length() && program.charAt(++i) == '(') {
          interpolations.push(depth);
          depth = 0;
          inString = false;
          code.append("(");
        } else if (c == '"') {
          inString = false;
          code.append("\" ");
        }
      } else if (c == '"') {
        inString = true;
        code.append(" \"");
      } else if (c == '#') {
        int end = program.indexOf('\n', i);
        i = end < 0 ? program.length() : end;
        code.append(' ');
      } else if (c == ')' && depth == 0 && !interpolations.isEmpty()) {
        depth = interpolations.pop();
        inString = true;
        code.append(")");
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        code.append(c);
      }
    }
    return code.toString();
  }
}
