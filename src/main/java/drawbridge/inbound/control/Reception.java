package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.store.GroupCommit;
import drawbridge.platform.store.Patience;
import drawbridge.workspace.control.Stays;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Takes requests in from outside. Requests that come at the same time are recorded by one
 * transaction; each is answered for itself, and none fails by another's fault.
 */
@ApplicationScoped
public class Reception {

  private static final int MOST_ENTRIES = 1_000;

  /** One that commits, and one that is getting ready meanwhile. */
  private static final int AT_ONCE = 2;

  private static final Duration LATE_AFTER = Duration.ofMillis(1200);

  @Inject Intake intake;
  @Inject Stays stays;
  @Inject InboundFigures figures;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final GroupCommit<Intake.Request, List<Acceptance>> recording =
      new GroupCommit<>(
          this::record,
          request -> request.orders().size(),
          new GroupCommit.Bounds(MOST_ENTRIES, AT_ONCE, LATE_AFTER),
          group -> threads.execute(group));

  /**
   * Accepts what can be accepted; durable when this returns. Throws when the store does not answer
   * while the patience lasts; it may have been recorded then.
   *
   * @param requestId names the request in every run
   * @return one acceptance for each order, in order; empty when the workspace was removed meanwhile
   */
  public Optional<List<Acceptance>> accept(
      String workspaceId, String requestId, List<RunOrder> orders, Patience patience) {
    Intake.Request request = new Intake.Request(workspaceId, requestId, orders);
    long begun = System.nanoTime();
    Optional<List<Acceptance>> judged =
        stays.enter(workspaceId).map(stay -> recording.go(request, patience, stay::leave));
    figures.took(System.nanoTime() - begun);
    return judged;
  }

  /** Counted here, where it has committed: a sender that lost patience may be among them. */
  private List<List<Acceptance>> record(List<Intake.Request> requests) {
    List<List<Acceptance>> judged = intake.accept(requests);
    figures.judged(judged);
    return judged;
  }
}
