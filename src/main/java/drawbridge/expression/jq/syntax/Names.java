package drawbridge.expression.jq.syntax;

import org.jspecify.annotations.Nullable;

/**
 * The names that a place in a program sees; the innermost one counts. Immutable.
 *
 * @param name {@code $x}, {@code label x} or {@code function/arguments}
 * @param bound the object that stands for the name when the program runs
 */
record Names(@Nullable Names outer, String name, Object bound) {

  /** Stands for a variable, a label or a parameter. Equal only to itself. */
  static final class Local {
    private final String name;

    Local(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns the object of a name, or null when the name is not defined. */
  static @Nullable Object find(@Nullable Names names, String name) {
    for (Names at = names; at != null; at = at.outer) {
      if (at.name.equals(name)) {
        return at.bound;
      }
    }
    return null;
  }
}
