package drawbridge.expression.jq;

import drawbridge.expression.jq.filter.Access;
import drawbridge.expression.jq.filter.Basics;
import drawbridge.expression.jq.filter.Bindings;
import drawbridge.expression.jq.filter.Calls;
import drawbridge.expression.jq.filter.Filter;
import drawbridge.expression.jq.filter.Flow;
import drawbridge.expression.jq.filter.Operators;
import drawbridge.expression.jq.regex.JqRegex;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.RefusedProgram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a program uses, before it runs. */
final class Usage {

  private static final Set<String> FLAGS_SECOND =
      Set.of("test", "match", "capture", "scan", "split", "splits");
  private static final Set<String> FLAGS_THIRD = Set.of("sub", "gsub");

  private Usage() {}

  /**
   * Compiles the literal regular expressions of a program. Large ones are checked and not kept: a
   * definition of a megabyte may hold thousands.
   *
   * @return by {@link JqRegex#key}
   */
  static Map<String, JqRegex> regexes(Filter program) {
    Map<String, JqRegex> found = new HashMap<>();
    collect(program, found);
    return found;
  }

  /**
   * Checks how deep a program is, so that its evaluation fits the stack.
   *
   * @throws RefusedProgram when it has more levels
   */
  static void checkDepth(Filter filter, int levels) {
    if (levels == 0) {
      throw new RefusedProgram("jq is nested too deeply");
    }
    filter.parts().forEach(part -> checkDepth(part, levels - 1));
  }

  private static void collect(Filter filter, Map<String, JqRegex> found) {
    if (filter instanceof Calls.Call call) {
      regex(call.function().name(), call.arguments(), found);
    } else if (filter instanceof Calls.NativeCall call) {
      regex(call.name(), call.arguments(), found);
    }
    filter.parts().forEach(part -> collect(part, found));
  }

  private static void regex(String name, List<Filter> arguments, Map<String, JqRegex> found) {
    boolean isSecond =
        FLAGS_SECOND.contains(name) && !(name.equals("split") && arguments.size() < 2);
    int flagsAt = isSecond ? 1 : FLAGS_THIRD.contains(name) ? 2 : 0;
    String pattern = flagsAt == 0 ? null : text(arguments.get(0));
    String flags = arguments.size() > flagsAt ? text(arguments.get(flagsAt)) : "";
    if (pattern != null && flags != null) {
      JqRegex regex = JqRegex.of(pattern, flags, new Budget());
      if (regex.isSmall(pattern.length())) {
        found.put(JqRegex.key(pattern, flags), regex);
      }
    }
  }

  private static @Nullable String text(Filter filter) {
    return filter instanceof Basics.Literal literal ? literal.value().textValue() : null;
  }

  /**
   * Returns whether the result may depend on the input, or on a variable, beside one member of it.
   * True when that cannot be told.
   *
   * @param member a name, of which {@code .name} and {@code $variable.name} are not counted
   */
  static boolean readsBeside(Filter filter, String member) {
    if (filter instanceof Basics.Literal) {
      return false;
    } else if (filter instanceof Access.Index index && isRoot(index.target())) {
      return !member.equals(text(index.key()));
    } else if (filter instanceof Basics.Pipe pipe) {
      return hasVariables(pipe.second()) || readsBeside(pipe.first(), member);
    }
    boolean isTransparent =
        filter instanceof Access.Index
            || filter instanceof Access.Slice
            || filter instanceof Access.Each
            || filter instanceof Operators.Binary
            || filter instanceof Operators.Logic
            || filter instanceof Operators.Alternative
            || filter instanceof Basics.Comma
            || filter instanceof Basics.Text
            || filter instanceof Basics.Array
            || filter instanceof Flow.If;
    return !isTransparent || filter.parts().stream().anyMatch(part -> readsBeside(part, member));
  }

  /** Returns whether a part of a program is a member of the input or of a variable. */
  static boolean reads(Filter filter, List<String> path) {
    return isPath(filter, path) || filter.parts().stream().anyMatch(part -> reads(part, path));
  }

  private static boolean isPath(Filter filter, List<String> path) {
    if (path.isEmpty()) {
      return isRoot(filter);
    }
    int last = path.size() - 1;
    return filter instanceof Access.Index index
        && path.get(last).equals(text(index.key()))
        && isPath(index.target(), path.subList(0, last));
  }

  private static boolean isRoot(Filter filter) {
    return filter instanceof Basics.Identity || filter instanceof Bindings.OuterVariable;
  }

  /** Returns whether a part of a program uses a variable. */
  static boolean hasVariables(Filter filter) {
    return filter instanceof Bindings.OuterVariable
        || filter instanceof Bindings.Variable
        || filter.parts().stream().anyMatch(Usage::hasVariables);
  }

  /** Returns whether a key is a literal number. */
  static boolean isNumber(Filter key) {
    Filter positive = key instanceof Basics.Negative negative ? negative.value() : key;
    return positive instanceof Basics.Literal literal && literal.value().isNumber();
  }
}
