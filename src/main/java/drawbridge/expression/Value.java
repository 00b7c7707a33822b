package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;

/** A compiled JSON value whose strings may contain references. Immutable and thread safe. */
@FunctionalInterface
public interface Value {

  /**
   * Returns the value with every reference resolved; its structure is that of the definition,
   * whatever the data.
   *
   * @throws ResolutionFailure when a reference cannot be resolved (strict definitions, jq errors,
   *     limits)
   */
  JsonNode resolve(Scope scope);

  /**
   * Returns whether the value is the same in every scope, so that it can be checked when it is
   * saved.
   */
  default boolean isConstant() {
    return false;
  }
}
