package drawbridge.monitoring.control;

import drawbridge.run.control.RunCounters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether this node still looks for work. */
@ApplicationScoped
public class DispatcherHealth {

  /** A sweep comes twice a second, and waits for a silent store for some seconds. */
  private static final Duration STOPPED_AFTER = Duration.ofMinutes(2);

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  @Inject RunCounters runs;
  @Inject Clock clock;

  /** How long ago the last sweep was that the store answered; empty before the first one. */
  public Optional<Duration> sinceSweep() {
    return runs.swept().map(this::since);
  }

  /** Whether the node has begun, and finds what is due. */
  public boolean isSweeping() {
    return sinceSweep().filter(age -> age.compareTo(STALLED_AFTER) < 0).isPresent();
  }

  /**
   * Whether the clock of the house has stopped: only a new start helps then. A store that is away
   * does not stop it.
   */
  public boolean hasStopped() {
    Optional<Instant> begun = runs.sweepBegun();
    return begun.map(this::since).filter(age -> age.compareTo(STOPPED_AFTER) >= 0).isPresent();
  }

  private Duration since(Instant then) {
    return Duration.between(then, clock.instant());
  }
}
