package drawbridge.admin.control.list;

import drawbridge.admin.control.RetiringSecretUse;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.InboundSecret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of a workspace with their states and warnings. */
@ApplicationScoped
public class SecretLines {

  @Inject Workspaces workspaces;
  @Inject Clock clock;

  /** Returns all secrets of a workspace, retired ones included, newest first. */
  public List<SecretLine> in(String workspaceId) {
    List<InboundSecret> secrets = workspaces.secrets(workspaceId);
    List<RetiringSecretUse> uses = secrets.stream().map(SecretLines::use).toList();
    Instant now = clock.instant();
    List<SecretLine> lines = new ArrayList<>();
    for (InboundSecret secret : secrets) {
      lines.add(
          new SecretLine(
              secret.id(),
              secret.createdAt(),
              secret.lastUsedAt(),
              secret.retiresAt(),
              state(secret.retiresAt(), now),
              use(secret).warning(uses, now).orElse(null),
              secrets.stream().anyMatch(it -> !it.id().equals(secret.id()) && it.isValidAt(now))));
    }
    Collections.reverse(lines);
    return lines;
  }

  /** Returns {@code active}, {@code retiring} or {@code retired}. */
  public static String state(@Nullable Instant retiresAt, Instant now) {
    return retiresAt == null ? "active" : now.isBefore(retiresAt) ? "retiring" : "retired";
  }

  private static RetiringSecretUse use(InboundSecret secret) {
    return new RetiringSecretUse(secret.createdAt(), secret.lastUsedAt(), secret.retiresAt());
  }
}
