package drawbridge.expression;

/** A compiled condition: {@code if}, {@code when}, {@code while}. Immutable and thread safe. */
@FunctionalInterface
public interface Condition {

  /**
   * Returns whether the condition holds. In jq everything but {@code false} and {@code null} is
   * true; a {@code {{…}}} condition holds as {@code {{#if}}} does.
   *
   * @throws ResolutionFailure as {@link Value#resolve}
   */
  boolean holds(Scope scope);
}
