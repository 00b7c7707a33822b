package drawbridge.admin.control;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last use of a retiring secret, compared with the secrets that replace it. When the secret
 * ends, senders that use it are refused.
 *
 * @param createdAt when the secret was created
 * @param lastUsedAt null when it was never used
 * @param retiresAt null when it stays valid
 */
public record RetiringSecretUse(
    Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant retiresAt) {

  /**
   * Returns a warning when the secret was used after its successor was created; empty when it was
   * not, or when the secret has ended.
   *
   * @param others secrets for the same purpose; may include this one
   */
  public Optional<String> warning(List<RetiringSecretUse> others, Instant now) {
    Instant used = lastUsedAt;
    Instant end = retiresAt;
    if (used == null || end == null || !now.isBefore(end)) {
      return Optional.empty();
    }
    return others.stream()
        .map(RetiringSecretUse::createdAt)
        .filter(made -> made.isAfter(createdAt))
        .min(Comparator.naturalOrder())
        .filter(used::isAfter)
        .map(
            successor ->
                "Still used at "
                    + used
                    + ", after its successor was made at "
                    + successor
                    + "; it ends at "
                    + end
                    + ". Give its sender the new one.");
  }
}
