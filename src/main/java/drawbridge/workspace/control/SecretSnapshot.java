package drawbridge.workspace.control;

import drawbridge.platform.Ids;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of all workspaces and their secrets. */
public final class SecretSnapshot {

  /** Matches no request. An unknown workspace is compared with it, so that it takes as long. */
  private static final InboundSecret PLACEHOLDER =
      new InboundSecret("none", "", Ids.next(0), Instant.EPOCH);

  private final Map<String, Workspace> byName;
  private final Map<String, List<InboundSecret>> byWorkspace;

  SecretSnapshot(List<Workspace> workspaces, List<InboundSecret> secrets) {
    byName = workspaces.stream().collect(Collectors.toMap(Workspace::name, Function.identity()));
    byWorkspace = secrets.stream().collect(Collectors.groupingBy(InboundSecret::workspaceId));
  }

  boolean isKnown(String workspace) {
    return byName.containsKey(workspace);
  }

  /**
   * Verifies a secret for the workspace of this name. Compares it with every secret of the
   * workspace in constant time. An unknown workspace and a wrong secret have the same verdict.
   */
  SecretVerdict verify(String name, String value, Instant now) {
    @Nullable Workspace workspace = byName.get(name);
    String id = workspace == null ? "" : workspace.id();
    @Nullable InboundSecret match = null;
    for (InboundSecret candidate : byWorkspace.getOrDefault(id, List.of(PLACEHOLDER))) {
      boolean isEqual = candidate.matches(value) && candidate != PLACEHOLDER;
      if (isEqual && (match == null || candidate.isValidAt(now))) {
        match = candidate;
      }
    }
    if (workspace == null || match == null) {
      return SecretVerdict.Refused.WRONG;
    }
    return match.isValidAt(now)
        ? new SecretVerdict.Accepted(workspace, match)
        : SecretVerdict.Refused.retired(match);
  }

  Set<String> secretIds() {
    return byWorkspace.values().stream()
        .flatMap(List::stream)
        .map(InboundSecret::id)
        .collect(Collectors.toSet());
  }
}
