package drawbridge.operator.entity;

import java.io.Serializable;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an API token permits, as far as the role of its owner permits it.
 *
 * @param owner the name of the {@link Person} whose token it is
 * @param workspaceIds null for all workspaces
 * @param expiresAt null without an end
 */
public record TokenGrant(
    String tokenId,
    String owner,
    Set<Scope> scopes,
    @Nullable Set<String> workspaceIds,
    @Nullable Instant expiresAt)
    implements Serializable {

  /** Returns whether a scope of the token includes this one. */
  boolean includes(Scope needed) {
    return scopes.stream().anyMatch(each -> each.includes(needed));
  }

  /** Returns whether the token is for this workspace; null for all workspaces. */
  boolean isFor(@Nullable String workspaceId) {
    Set<String> limited = workspaceIds;
    return limited == null || (workspaceId != null && limited.contains(workspaceId));
  }
}
