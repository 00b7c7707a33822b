package drawbridge.run.control;

import drawbridge.platform.store.Purge;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Provides the purges of steps, runs and requests. */
@ApplicationScoped
public class RunRetention {

  @Produces
  static Purge steps(OldSteps old, RunAges ages, Clock clock) {
    return new Purge("steps", ages.steps(), clock, old::remove);
  }

  @Produces
  static Purge requests(OldRequests old, RunAges ages, Clock clock) {
    return new Purge("requests", ages.requests(), clock, old::remove);
  }

  @Produces
  static Purge runs(OldRuns old, RunAges ages, Clock clock) {
    return new Purge("runs", ages.runs(), clock, old::remove);
  }
}
