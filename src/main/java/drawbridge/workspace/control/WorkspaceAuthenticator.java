package drawbridge.workspace.control;

import drawbridge.platform.store.CachedSnapshot;
import drawbridge.platform.store.Patience;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Lets a sender in, or not. A secret that was removed on another node opens nothing after two
 * seconds.
 *
 * <p>What is known of secrets is {@link CachedSnapshot}, and of all workspaces at once: so a flood
 * costs the store one look a second, whatever names it tries; and a workspace that does not exist
 * takes no more and no less time than one that does, which a look for each name could not promise.
 */
@ApplicationScoped
public class WorkspaceAuthenticator {

  private static final System.Logger LOG = System.getLogger(WorkspaceAuthenticator.class.getName());
  private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

  @Inject Workspaces workspaces;
  @Inject Clock clock;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final CachedSnapshot<SecretSnapshot> register =
      new CachedSnapshot<>(this::look, task -> threads.execute(task), () -> clock.instant());
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /**
   * Which workspace the secret opens; empty for an unknown workspace as for a wrong secret (C1).
   * Throws what the store throws, while the patience lasts.
   */
  public Optional<Workspace> open(String name, String secret, Patience patience) {
    SecretSnapshot known = register.read(patience);
    Instant now = clock.instant();
    Optional<InboundSecret> match = known.match(name, secret, now);
    match.ifPresent(it -> noteUse(it.id(), now));
    return match.flatMap(it -> known.workspace(name));
  }

  /**
   * Whether there is such a workspace, as far as the doors know; for counting, never for the
   * sender.
   */
  public boolean isKnown(String name) {
    return register.known().flatMap(known -> known.workspace(name)).isPresent();
  }

  /** Requests that come after this look into the store: something has changed there. */
  public void forget() {
    register.forget();
  }

  private SecretSnapshot look() {
    SecretSnapshot found = workspaces.snapshot();
    used.keySet().retainAll(found.secretIds());
    return found;
  }

  /** Written at most once a minute. A request is not refused because this could not be written. */
  private void noteUse(String secretId, Instant now) {
    Instant last = used.get(secretId);
    boolean isDue = last == null || !now.isBefore(last.plus(USE_NOTED_EVERY));
    boolean isMine =
        isDue
            && (last == null
                ? used.putIfAbsent(secretId, now) == null
                : used.replace(secretId, last, now));
    if (isMine) {
      try {
        threads.execute(() -> writeUse(secretId, now));
      } catch (RejectedExecutionException e) {
        used.remove(secretId, now); // the node ends
      }
    }
  }

  private void writeUse(String secretId, Instant now) {
    try {
      workspaces.used(secretId, now);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the use of secret {0} was not noted; tried again in a minute: {1}",
          secretId,
          e.toString());
    }
  }
}
