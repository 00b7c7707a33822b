package drawbridge.inbound.control;

import drawbridge.platform.Age;
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

/** Deletes uid claims and counts of rejections at the end of their retention. */
@Singleton
@Startup
@DependsOn("Schema")
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class InboundRetention {

  @Resource(lookup = "concurrent/drawbridge-clock")
  ManagedScheduledExecutorService timer;

  @Inject OldClaims oldClaims;
  @Inject OldRejections oldRejections;
  @Inject InboundSettings settings;
  @Inject Clock clock;

  private List<Purge> purges = List.of();

  @PostConstruct
  void start() {
    purges =
        List.of(
            new Purge("uids", new Age(settings.uidWindow()), clock, oldClaims::remove),
            new Purge("rejections", settings.rejections(), clock, oldRejections::remove));
    purges.forEach(purge -> purge.begin(timer));
  }

  @PreDestroy
  void stop() {
    purges.forEach(Purge::end);
  }
}
