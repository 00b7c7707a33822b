package drawbridge.operator.entity;

import org.jspecify.annotations.Nullable;

/**
 * A change by an operator for the audit log. Contains no secret.
 *
 * @param workspaceId null for a change outside of workspaces
 * @param subject name or id of the changed object
 * @param detail details of the change; null without details
 */
public record Change(
    Action action, @Nullable String workspaceId, String subject, @Nullable String detail) {

  /** Creates a change without details. */
  public static Change of(Action action, @Nullable String workspaceId, String subject) {
    return new Change(action, workspaceId, subject, null);
  }

  /** Returns this change with details. */
  public Change saying(String text) {
    return new Change(action, workspaceId, subject, text);
  }
}
