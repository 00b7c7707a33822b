package drawbridge.workspace.control;

import drawbridge.platform.Problem;
import drawbridge.platform.store.CachedSnapshot;
import drawbridge.platform.store.Patience;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;

/**
 * Authenticates requests by the secret of a workspace (C1). Requests call {@link #authenticate},
 * which records the use of the secret; dry runs call {@link #check}, which records nothing.
 *
 * <p>Secrets are read through a {@link CachedSnapshot} of all workspaces: the node reads the store
 * at most once a second, and a change on another node takes effect within two seconds. One snapshot
 * for all names keeps the time for an unknown workspace equal to that for a known one.
 */
@ApplicationScoped
public class WorkspaceAuthenticator {

  /** The header that carries the secret. */
  public static final String HEADER = "Inbound-Webhook-Secret";

  /** The reply to every refused request. It is the same for every cause (C1). */
  public static final Problem UNAUTHENTICATED =
      Problem.of(
          "unauthenticated",
          "Unauthorized",
          401,
          "Send the header " + HEADER + " with a valid secret of the workspace.");

  private static final System.Logger LOG = System.getLogger(WorkspaceAuthenticator.class.getName());
  private static final Duration USE_RECORDED_EVERY = Duration.ofMinutes(1);
  private static final int LONGEST_SECRET = 1024;

  @Inject Workspaces workspaces;
  @Inject Clock clock;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final CachedSnapshot<SecretSnapshot> snapshot =
      new CachedSnapshot<>(
          this::readSnapshot, task -> threads.execute(task), () -> clock.instant());
  private final Map<String, Instant> recordedUses = new ConcurrentHashMap<>();

  /**
   * Authenticates a request now. Records the use of the secret asynchronously, at most once a
   * minute for each secret. Throws what the store throws, within the patience.
   *
   * @param values all values of {@link #HEADER} in the request
   */
  public SecretVerdict authenticate(String workspace, List<String> values, Patience patience) {
    Instant now = clock.instant();
    SecretVerdict verdict = check(workspace, values, now, patience);
    if (verdict instanceof SecretVerdict.Accepted accepted) {
      recordUse(accepted.secret().id(), now);
    }
    return verdict;
  }

  /** Returns what {@link #authenticate} would return at the given time. Records nothing. */
  public SecretVerdict check(
      String workspace, List<String> values, Instant now, Patience patience) {
    if (values.size() != 1) {
      return values.isEmpty() ? SecretVerdict.Refused.MISSING : SecretVerdict.Refused.REPEATED;
    }
    String value = values.get(0);
    return value.length() > LONGEST_SECRET
        ? SecretVerdict.Refused.TOO_LONG
        : snapshot.read(patience).verify(workspace, value, now);
  }

  /** Whether the last snapshot has the workspace. For counters only; never reads the store. */
  public boolean isKnown(String workspace) {
    return snapshot.known().filter(known -> known.isKnown(workspace)).isPresent();
  }

  /** Discards the snapshot. Call it after a committed change of workspaces or secrets. */
  public void forget() {
    snapshot.forget();
  }

  private SecretSnapshot readSnapshot() {
    SecretSnapshot read = workspaces.snapshot();
    recordedUses.keySet().retainAll(read.secretIds());
    return read;
  }

  private void recordUse(String secretId, Instant now) {
    Instant last = recordedUses.get(secretId);
    boolean isDue = last == null || !now.isBefore(last.plus(USE_RECORDED_EVERY));
    boolean isFirst =
        isDue
            && (last == null
                ? recordedUses.putIfAbsent(secretId, now) == null
                : recordedUses.replace(secretId, last, now));
    if (isFirst) {
      try {
        threads.execute(() -> writeUse(secretId, now));
      } catch (RejectedExecutionException e) {
        recordedUses.remove(secretId, now); // the node stops
      }
    }
  }

  /** A failure is logged; it never refuses the request. */
  private void writeUse(String secretId, Instant now) {
    try {
      workspaces.used(secretId, now);
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "secret {0}: cannot write its last use; will retry after a minute: {1}",
          secretId,
          e.toString());
    }
  }
}
