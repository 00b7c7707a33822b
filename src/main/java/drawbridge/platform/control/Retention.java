package drawbridge.platform.control;

import drawbridge.platform.clock.AgingClock;
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
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;

/** Runs every {@link Purge} that a package produces, while the node is up. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Retention {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject Instance<Purge> produced;
  @Inject AgingClock aging;

  private List<Purge> purges = List.of();

  @PostConstruct
  void start() {
    purges = produced.stream().toList();
    purges.forEach(purge -> purge.begin(timer, aging::instant));
  }

  @PreDestroy
  void stop() {
    purges.forEach(Purge::end);
  }
}
