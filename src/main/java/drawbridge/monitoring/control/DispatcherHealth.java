package drawbridge.monitoring.control;

import drawbridge.run.control.RunCounters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells whether this node's dispatcher polls for due runs. */
@ApplicationScoped
public class DispatcherHealth {

  /** Polls occur twice a second; an unavailable store delays them by some seconds. */
  private static final Duration STOPPED_AFTER = Duration.ofMinutes(2);

  private static final Duration STALLED_AFTER = Duration.ofSeconds(30);

  @Inject RunCounters runs;
  @Inject Clock clock;

  /** Returns the time since the last successful poll; empty before the first one. */
  public Optional<Duration> sinceSweep() {
    return runs.swept().map(this::since);
  }

  /** Returns whether the last successful poll is recent. */
  public boolean isSweeping() {
    return sinceSweep().filter(age -> age.compareTo(STALLED_AFTER) < 0).isPresent();
  }

  /**
   * Returns whether the timer of the polls has stopped. Only a restart helps then. An unavailable
   * store does not stop the timer.
   */
  public boolean hasStopped() {
    Optional<Instant> started = runs.sweepBegun();
    return started.map(this::since).filter(age -> age.compareTo(STOPPED_AFTER) >= 0).isPresent();
  }

  private Duration since(Instant then) {
    return Duration.between(then, clock.instant());
  }
}
