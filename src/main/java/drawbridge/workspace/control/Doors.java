package drawbridge.workspace.control;

import drawbridge.platform.Ids;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a sender in, or not. What a door knows of its workspace is at most two seconds old: a secret
 * that was removed on another node opens nothing after that, and a flood of requests costs the
 * store one look every two seconds.
 */
@ApplicationScoped
public class Doors {

  private static final Duration TRUSTED = Duration.ofSeconds(2);
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
  private static final int MOST_DOORS = 10_000;

  /** Compared with when there is no such workspace, so that it takes as long as a wrong secret. */
  private static final InboundSecret NOBODY = nobody();

  @Inject Workspaces workspaces;
  @Inject Clock clock;

  private final Map<String, Door> doors = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * Which workspace the secret opens; empty for an unknown workspace as for a wrong secret (C1).
   */
  public Optional<Workspace> open(String name, String secret) {
    Instant now = clock.instant();
    Door door = door(name, now);
    Optional<InboundSecret> match = Optional.empty();
    for (InboundSecret candidate : door.secrets()) {
      if (candidate.matches(secret) && candidate.isValidAt(now)) {
        match = Optional.of(candidate);
      }
    }
    if (match.isEmpty()) {
      return Optional.empty();
    }
    noteUse(match.get().id(), now);
    return door.workspace();
  }

  /**
   * Whether there is such a workspace, as far as the door knows; for counting, never for the
   * sender.
   */
  public boolean isKnown(String name) {
    Door door = doors.get(name);
    return door != null && door.workspace().isPresent();
  }

  /** The next question about this workspace looks into the store. */
  public void forget(String name) {
    doors.remove(name);
  }

  private Door door(String name, Instant now) {
    Door known = doors.get(name);
    if (known != null && now.isBefore(known.until())) {
      return known;
    }
    Optional<Workspace> workspace =
        Workspace.NAME.matcher(name).matches() ? workspaces.find(name) : Optional.empty();
    List<InboundSecret> secrets =
        workspace.map(found -> workspaces.secrets(found.id())).orElse(List.of(NOBODY));
    Door door = new Door(workspace, secrets, now.plus(TRUSTED));
    if (doors.size() >= MOST_DOORS) {
      doors.values().removeIf(old -> old.until().isBefore(now));
    }
    if (doors.size() < MOST_DOORS) {
      doors.put(name, door);
    }
    return door;
  }

  private void noteUse(String secretId, Instant now) {
    Instant last = used.get(secretId);
    if (last == null || last.plus(USE_NOTED_EVERY).isBefore(now)) {
      used.put(secretId, now);
      workspaces.used(secretId, now);
    }
  }

  /** A secret that nobody knows, and that is not valid either. */
  private static InboundSecret nobody() {
    InboundSecret secret = new InboundSecret("nobody", "", Ids.next(0), Instant.EPOCH);
    secret.retireAt(Instant.EPOCH);
    return secret;
  }

  private record Door(Optional<Workspace> workspace, List<InboundSecret> secrets, Instant until) {}
}
