package drawbridge.admin.control;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is still used although it retires and another one has taken its place: when it
 * ends, its sender is refused.
 *
 * @param createdAt when the secret was made
 * @param lastUsedAt null when it was never used
 * @param retiresAt null when it stays valid
 */
public record RetiringSecretUse(
    Instant createdAt, @Nullable Instant lastUsedAt, @Nullable Instant retiresAt) {

  /**
   * What an operator should know; empty when nobody uses it any more, or it has ended.
   *
   * @param others secrets for the same purpose, this one may be among them
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
