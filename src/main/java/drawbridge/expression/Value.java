package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** A compiled JSON value in which strings may hold references. Immutable and thread safe. */
@FunctionalInterface
public interface Value {

  /**
   * The value with every reference resolved; the structure is the one that was compiled, whatever
   * the data.
   *
   * @throws ResolutionFailure when a reference cannot be resolved (strict definitions, jq errors,
   *     limits)
   */
  JsonNode resolve(Scope scope);

  /**
   * Whether the value is the same for every scope, so that it can be shown and checked when it is
   * saved.
   */
  default boolean isConstant() {
    return false;
  }
}
