package drawbridge.operator.entity;

import org.jspecify.annotations.Nullable;

/**
 * What somebody is about to change. No member holds a secret.
 *
 * @param workspaceId null for what concerns no workspace
 * @param subject what is changed, by its name or id
 * @param detail how, in a few words; null when the action says it all
 */
public record Change(
    Action action, @Nullable String workspaceId, String subject, @Nullable String detail) {

  /** A change that its action describes. */
  public static Change of(Action action, @Nullable String workspaceId, String subject) {
    return new Change(action, workspaceId, subject, null);
  }

  /** With more words. */
  public Change saying(String words) {
    return new Change(action, workspaceId, subject, words);
  }
}
