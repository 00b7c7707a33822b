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
 * A cached {@link ClusterStatus} for metrics and MBeans, which read one value at a time. All
 * readers together query the store once a second.
 */
@ApplicationScoped
public class CachedClusterStatus {

  private static final Duration MAX_WAIT = Duration.ofSeconds(2);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService threads;

  @Inject ClusterStatus status;
  @Inject StoreStatus store;
  @Inject Clock clock;

  private final CachedSnapshot<ClusterStatus.View> snapshot =
      new CachedSnapshot<>(
          () -> status.read(), task -> threads.execute(task), () -> clock.instant());

  /**
   * Creates the bean when the application starts. If a thread outside of the application (such as
   * the server's monitoring) is the first reader, Payara creates the bean without injection.
   */
  void create(@Observes @Initialized(ApplicationScoped.class) Object application) {
    // the event creates the bean
  }

  /** Returns a status of the last two seconds; empty while the store is unavailable. */
  public Optional<ClusterStatus.View> read() {
    if (store.isAway()) {
      return Optional.empty();
    }
    try {
      return Optional.of(snapshot.read(new Patience(MAX_WAIT)));
    } catch (RuntimeException e) { // the store's watch logs the failure
      return Optional.empty();
    }
  }
}
