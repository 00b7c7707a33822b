package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.Workers;
import drawbridge.platform.store.GroupCommit;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Spans;
import drawbridge.platform.trace.Tracing;
import drawbridge.workspace.control.WorkspaceLocks;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Records the requests of senders. Concurrent requests share a transaction. Each gets its own
 * result, and a failing request does not fail the others.
 */
@ApplicationScoped
public class IntakeBatcher {

  private static final int MOST_ENTRIES = 1_000;
  private static final int MANY_ENTRIES = 100;

  /** The second only beside a large batch, or one that waits for a lock. */
  private static final int AT_ONCE = 2;

  private static final Duration SLOW_AFTER = Duration.ofMillis(50);

  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final Duration LATE_AFTER = Duration.ofMillis(1200);

  @EJB Intake intake;
  @Inject WorkspaceLocks locks;
  @Inject InboundCounters figures;
  @Inject Tracing tracing;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final GroupCommit<Intake.Request, List<Acceptance>> recording =
      new GroupCommit<>(
          this::record,
          request -> request.orders().size(),
          new GroupCommit.Bounds(MOST_ENTRIES, MANY_ENTRIES, AT_ONCE, SLOW_AFTER, LATE_AFTER),
          new Workers(group -> threads.execute(group), AT_ONCE, LINGER));

  /**
   * Records a request; durable when this returns. Throws when the store does not answer within the
   * patience. The request may be recorded in that case.
   *
   * @return one acceptance for each order, in order; empty when the workspace was removed
   */
  public Optional<List<Acceptance>> accept(Intake.Request request, Patience patience) {
    long begun = System.nanoTime();
    try (Spans.Span span = tracing.begin("accept", request.trace())) {
      span.with("drawbridge.request.id", request.requestId());
      Intake.Request within = request.within(span.context());
      Optional<List<Acceptance>> judged =
          locks
              .lock(request.workspaceId())
              .map(lock -> recording.go(within, patience, lock::release));
      figures.took(System.nanoTime() - begun);
      return judged;
    }
  }

  /** Counts after the commit, including requests whose sender no longer waits. */
  private List<List<Acceptance>> record(List<Intake.Request> requests) {
    List<List<Acceptance>> judged = intake.accept(requests);
    figures.committed(judged);
    return judged;
  }
}
