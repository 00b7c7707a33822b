package drawbridge.run.control;

import drawbridge.platform.store.Purge;
import drawbridge.run.control.issue.OldIssues;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** Provides the purges of steps, runs, issues and requests. */
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

  /** Issues have no age of their own: they go with their last run. */
  @Produces
  static Purge issues(OldIssues old, RunAges ages, Clock clock) {
    return new Purge("issues", ages.runs(), clock, (until, after, most) -> old.remove(after, most));
  }
}
