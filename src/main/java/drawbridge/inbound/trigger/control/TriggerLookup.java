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
 * Which trigger an address leads to. An address is compared by its digest only, so that the time
 * this takes tells nothing of it. A change on another node is known after two seconds.
 */
@ApplicationScoped
public class TriggerLookup {

  private static final int LONGEST_ID = 100;

  @Inject Triggers triggers;
  @Inject TriggerUsage usage;
  @Inject Clock clock;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final CachedSnapshot<TriggerSnapshot> register =
      new CachedSnapshot<>(this::look, task -> threads.execute(task), () -> clock.instant());

  /**
   * The trigger of this address, disabled or not; empty for an unknown one as for one of another
   * workspace. Throws what the store throws, while the patience lasts.
   *
   * @param id as it stands in the address
   */
  public Optional<MatchedTrigger> find(String workspace, String id, Patience patience) {
    if (id.length() > LONGEST_ID) {
      return Optional.empty();
    }
    TriggerSnapshot known = register.read(patience);
    Instant now = clock.instant();
    String digest = TriggerSecret.digest(id);
    Optional<MatchedTrigger> called = known.find(workspace, digest, now);
    if (called.isPresent()) {
      known.rowOf(digest).ifPresent(row -> usage.used(row, now));
    }
    return called;
  }

  /** Requests that come after this look into the store: something has changed there. */
  public void forget() {
    register.forget();
  }

  private TriggerSnapshot look() {
    return triggers.register(register.known());
  }
}
