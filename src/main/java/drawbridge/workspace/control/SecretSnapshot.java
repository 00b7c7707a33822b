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
import java.util.Optional;
import java.util.Set;

/** All workspaces and their secrets, as the store knew them at one moment. Never changes. */
public final class SecretSnapshot {

  /** Compared with where there is no secret, so that it takes as long as a wrong one. */
  private static final InboundSecret NOBODY =
      new InboundSecret("nobody", "", Ids.next(0), Instant.EPOCH);

  private final Map<String, Workspace> workspaces = new HashMap<>();
  private final Map<String, List<InboundSecret>> secrets = new HashMap<>();
  private final Set<String> secretIds = new HashSet<>();

  SecretSnapshot(List<Workspace> all, List<InboundSecret> theirs) {
    Map<String, String> names = new HashMap<>();
    for (Workspace workspace : all) {
      workspaces.put(workspace.name(), workspace);
      names.put(workspace.id(), workspace.name());
    }
    for (InboundSecret secret : theirs) {
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
   * The workspace's secret that this is, if it is valid at that time. Looks at all of them,
   * whichever it is.
   */
  Optional<InboundSecret> match(String name, String secret, Instant now) {
    List<InboundSecret> candidates = secrets.getOrDefault(name, List.of());
    boolean isNobody = candidates.isEmpty() && NOBODY.matches(secret);
    Optional<InboundSecret> match = Optional.empty();
    for (InboundSecret candidate : candidates) {
      if (candidate.matches(secret) && candidate.isValidAt(now)) {
        match = Optional.of(candidate);
      }
    }
    return isNobody ? Optional.empty() : match;
  }

  Set<String> secretIds() {
    return secretIds;
  }
}
