package drawbridge.expression;

/** A compiled condition: {@code if}, {@code when}, {@code while}. Immutable and thread safe. */
@FunctionalInterface
public interface Condition {

  /**
   * Whether it holds. jq's truth: everything but {@code false} and {@code null}; a {@code {{…}}}
   * condition holds as {@code {{#if}}} does.
   *
   * @throws ResolutionFailure as {@link Value#resolve}
   */
  boolean holds(Scope scope);
}
