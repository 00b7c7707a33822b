package drawbridge.inbound.control;

import drawbridge.inbound.control.count.InboundCounters;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.request.Received;
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
 * Records concurrent requests in shared transactions. Each request has its own answer, and none
 * fails because another does.
 */
@ApplicationScoped
public class IntakeBatcher {

  private static final int MAX_ENTRIES = 1_000;
  private static final int HEAVY_ENTRIES = 100;

  /** The second group starts beside a large one, or beside one that waits for a lock. */
  private static final int MAX_GROUPS = 2;

  private static final Duration SLOW_AFTER = Duration.ofMillis(50);

  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final Duration LATE_AFTER = Duration.ofMillis(1200);

  @EJB Intake intake;
  @EJB RefusedDeliveries refused;
  @Inject WorkspaceLocks locks;
  @Inject InboundCounters counters;
  @EJB RequestLog log;
  @Inject Tracing tracing;

  @Resource(lookup = "concurrent/drawbridge-intake")
  ManagedScheduledExecutorService threads;

  private final GroupCommit<Intake.Request, List<Acceptance>> recording =
      new GroupCommit<>(
          this::record,
          request -> request.selections().size(),
          new GroupCommit.Bounds(MAX_ENTRIES, HEAVY_ENTRIES, MAX_GROUPS, SLOW_AFTER, LATE_AFTER),
          new Workers(group -> threads.execute(group), MAX_GROUPS, LINGER));

  /**
   * Records the orders of a request. Blocks until they are durable. Runs become part of its trace
   * within a span of this method.
   *
   * @return one acceptance for each selection, in order; empty when the workspace was removed
   *     meanwhile
   * @throws drawbridge.platform.store.StoreUnavailable when the store does not answer while the
   *     patience lasts; the request may have been recorded
   */
  public Optional<List<Acceptance>> accept(Intake.Request request, Patience patience) {
    if (request.isIgnored()) {
      return Optional.of(
          committed(List.of(request), List.of(request.acceptances(List.of()))).get(0));
    }
    long begun = System.nanoTime();
    try (Spans.Span span = tracing.begin("accept", request.trace())) {
      span.with("drawbridge.request.id", request.requestId());
      Intake.Request traced = request.within(span.context());
      Optional<List<Acceptance>> accepted =
          locks
              .lock(request.workspaceId())
              .map(lock -> recording.commit(traced, patience, lock::release));
      counters.took(System.nanoTime() - begun);
      return accepted;
    }
  }

  /** Counts after the commit, which includes requests whose senders got a timeout. */
  private List<List<Acceptance>> record(List<Intake.Request> requests) {
    return committed(requests, intake.accept(requests));
  }

  private List<List<Acceptance>> committed(
      List<Intake.Request> requests, List<List<Acceptance>> accepted) {
    counters.committed(accepted);
    log.committed(requests, accepted);
    for (int i = 0; i < requests.size(); i++) {
      if (accepted.get(i).stream().anyMatch(Acceptance.Rejected.class::isInstance)) {
        requests.get(i).received().flatMap(Received::triggerId).ifPresent(refused::limitElements);
      }
    }
    return accepted;
  }
}
