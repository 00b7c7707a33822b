package drawbridge.monitoring.control;

import drawbridge.platform.control.StorePulse;
import drawbridge.platform.store.Patience;
import drawbridge.platform.store.Recent;
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
 * The {@link Standing} for machines that ask often and for one number after the other: all of them
 * together cost the store one look a second.
 */
@ApplicationScoped
public class RecentStanding {

  private static final Duration MOST = Duration.ofSeconds(2);

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService threads;

  @Inject Standing standing;
  @Inject StorePulse store;
  @Inject Clock clock;

  private final Recent<Standing.View> recent =
      new Recent<>(() -> standing.look(), task -> threads.execute(task), () -> clock.instant());

  /**
   * Made with the application: where the first reader is a thread of no application (such as that
   * of the server's own monitoring), Payara makes the bean without injecting anything, for good.
   */
  void made(@Observes @Initialized(ApplicationScoped.class) Object application) {
    // that it is called is what makes it
  }

  /** As it was at most two seconds ago; empty while the store does not answer. */
  public Optional<Standing.View> read() {
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
