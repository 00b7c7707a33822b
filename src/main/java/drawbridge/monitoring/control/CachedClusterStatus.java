package drawbridge.monitoring.control;

import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.store.CachedSnapshot;
import drawbridge.platform.store.Patience;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@link ClusterStatus} for machines that ask often and for one number after the other: all of
 * them together cost the store one look a second.
 */
@ApplicationScoped
public class CachedClusterStatus {

  private static final Duration MOST = Duration.ofSeconds(2);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService threads;

  @Inject ClusterStatus status;
  @Inject StoreStatus store;
  @Inject Clock clock;

  private final CachedSnapshot<ClusterStatus.View> recent =
      new CachedSnapshot<>(
          () -> status.look(), task -> threads.execute(task), () -> clock.instant());

  /**
   * Made with the application: where the first reader is a thread of no application (such as that
   * of the server's own monitoring), Payara makes the bean without injecting anything, for good.
   */
  void made(@Observes @Initialized(ApplicationScoped.class) Object application) {
    // that it is called is what makes it
  }

  /** As it was at most two seconds ago; empty while the store does not answer. */
  public Optional<ClusterStatus.View> read() {
    if (store.isAway()) {
      return Optional.empty();
    }
    try {
      return Optional.of(recent.read(new Patience(MOST)));
    } catch (RuntimeException e) { // the watch tells the log of a store that is away
      return Optional.empty();
    }
  }
}
