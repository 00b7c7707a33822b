package drawbridge.run.control;

import drawbridge.platform.store.Purge;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Removes steps and runs that are older than their retention, while the node is up. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RunRetention {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject OldSteps oldSteps;
  @Inject OldRuns oldRuns;
  @Inject RunAges ages;
  @Inject Clock clock;

  private List<Purge> purges = List.of();

  @PostConstruct
  void start() {
    purges =
        List.of(
            new Purge("steps", ages.steps(), clock, oldSteps::remove),
            new Purge("runs", ages.runs(), clock, oldRuns::remove));
    purges.forEach(purge -> purge.begin(timer));
  }

  @PreDestroy
  void stop() {
    purges.forEach(Purge::end);
  }
}
