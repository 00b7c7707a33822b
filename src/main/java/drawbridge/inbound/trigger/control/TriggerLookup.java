package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.store.CachedSnapshot;
import drawbridge.platform.store.Patience;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Finds triggers by their URLs. It compares the digest of the URL's id only, so that timing reveals
 * nothing about ids. A change on another node takes effect within two seconds.
 */
@ApplicationScoped
public class TriggerLookup {

  private static final int LONGEST_ID = 100;

  @Inject Triggers triggers;
  @Inject TriggerUsage usage;
  @Inject Clock clock;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final CachedSnapshot<TriggerSnapshot> snapshot =
      new CachedSnapshot<>(
          this::readSnapshot, task -> threads.execute(task), () -> clock.instant());

  /**
   * Returns the trigger with this URL, disabled or not, and records the use of the URL. Empty for
   * an unknown id and for a trigger of another workspace. Throws what the store throws, within the
   * patience.
   *
   * @param id the last segment of the URL's path
   */
  public Optional<MatchedTrigger> find(String workspace, String id, Patience patience) {
    if (id.length() > LONGEST_ID) {
      return Optional.empty();
    }
    TriggerSnapshot known = snapshot.read(patience);
    Instant now = clock.instant();
    return known
        .find(workspace, TriggerSecret.digest(id), now)
        .map(
            address -> {
              usage.used(address.secret().id(), now);
              return address.matched();
            });
  }

  /** Discards the snapshot. Call it after a committed change of triggers or their secrets. */
  public void forget() {
    snapshot.forget();
  }

  private TriggerSnapshot readSnapshot() {
    return triggers.snapshot(snapshot.known());
  }
}
