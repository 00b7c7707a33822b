package drawbridge.workspace.control;

import drawbridge.platform.Ids;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of all workspaces and their secrets. */
public final class SecretSnapshot {

  /** Matches no request. An unknown workspace is compared with it, so that it takes as long. */
  private static final InboundSecret PLACEHOLDER =
      new InboundSecret("none", "", Ids.next(0), Instant.EPOCH);

  private final Map<String, Workspace> workspaces = new HashMap<>();
  private final Map<String, List<InboundSecret>> secrets = new HashMap<>();
  private final Set<String> secretIds = new HashSet<>();

  SecretSnapshot(List<Workspace> all, List<InboundSecret> allSecrets) {
    Map<String, String> names = new HashMap<>();
    for (Workspace workspace : all) {
      workspaces.put(workspace.name(), workspace);
      names.put(workspace.id(), workspace.name());
    }
    for (InboundSecret secret : allSecrets) {
      String name = names.get(secret.workspaceId());
      if (name != null) {
        secrets.computeIfAbsent(name, n -> new ArrayList<>()).add(secret);
        secretIds.add(secret.id());
      }
    }
  }

  Optional<Workspace> workspace(String name) {
    return Optional.ofNullable(workspaces.get(name));
  }

  /**
   * Verifies a secret for the workspace of this name. Compares it with every secret of the
   * workspace in constant time. An unknown workspace and a wrong secret have the same verdict.
   */
  SecretVerdict verify(String workspace, String value, Instant now) {
    @Nullable InboundSecret match = null;
    for (InboundSecret candidate : secrets.getOrDefault(workspace, List.of(PLACEHOLDER))) {
      boolean isEqual = candidate.matches(value) && candidate != PLACEHOLDER;
      if (isEqual && (match == null || candidate.isValidAt(now))) {
        match = candidate;
      }
    }
    if (match == null) {
      return SecretVerdict.Refused.WRONG;
    }
    return match.isValidAt(now)
        ? new SecretVerdict.Accepted(Objects.requireNonNull(workspaces.get(workspace)), match)
        : SecretVerdict.Refused.retired(match);
  }

  Set<String> secretIds() {
    return secretIds;
  }
}
