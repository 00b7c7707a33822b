package drawbridge.admin.control.list;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a workspace as lists show it, never its value.
 *
 * @param lastUsedAt null when the secret was never used
 * @param retiresAt null when the secret has no end
 * @param state {@code active}, {@code retiring} or {@code retired}
 * @param warning why the secret needs attention; null when it needs none
 * @param isReplaceable whether another secret of the workspace is valid
 */
public record SecretLine(
    String id,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant retiresAt,
    String state,
    @Nullable String warning,
    boolean isReplaceable) {}
