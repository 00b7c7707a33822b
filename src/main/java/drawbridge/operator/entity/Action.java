package drawbridge.operator.entity;

/**
 * A kind of change.
 *
 * @param name the name in the audit log, such as {@code workflow.save}
 * @param needs the scope that permits the change
 */
public record Action(String name, Scope needs) {

  /** Creates a change that needs a role, or a token with its scope. */
  public Action(String name, Role role) {
    this(name, Scope.of(role));
  }
}
