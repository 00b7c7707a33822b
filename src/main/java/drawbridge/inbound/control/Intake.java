package drawbridge.inbound.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Fingerprints;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.control.RunInserts;
import drawbridge.run.entity.NewRun;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Records the orders of requests in one transaction: the claims and runs of all their entries, in a
 * fixed number of statements. The dispatcher starts the runs after the commit. Requests from
 * senders go through {@link IntakeBatcher}.
 */
@Stateless
public class Intake {

  @EJB VersionResolver resolver;
  @EJB Claims claims;
  @EJB RunInserts inserts;
  @Inject Clock clock;

  /**
   * The orders of one request.
   *
   * @param requestId identifies the request in every run
   * @param trace the trace that every run becomes part of
   */
  public record Request(
      String workspaceId, String requestId, List<RunOrder> orders, Optional<TraceContext> trace) {
    public Request {
      orders = List.copyOf(orders);
    }

    /** Returns this request with another span of its trace. */
    Request within(Optional<TraceContext> span) {
      return new Request(workspaceId, requestId, orders, span);
    }
  }

  /**
   * Records the orders of requests; durable when this returns to a caller outside a transaction.
   * Orders are independent of each other (B6). A uid that occurs more than once starts the first
   * order.
   *
   * @return for each request in order, one acceptance for each of its orders, in order
   */
  public List<List<Acceptance>> accept(List<Request> requests) {
    SortedMap<String, Deduplication> deduplications = new TreeMap<>(); // the order of row locks
    for (Request request : requests) {
      deduplications.computeIfAbsent(request.workspaceId(), id -> deduplication(id, requests));
    }
    Opened opened = new Opened();
    List<List<Acceptance>> all = new ArrayList<>();
    for (Request request : requests) {
      Deduplication deduplication =
          Objects.requireNonNull(deduplications.get(request.workspaceId()));
      all.add(deduplication.of(request.orders(), opened.of(request)));
    }
    if (!opened.runs.isEmpty()) {
      inserts.insert(opened.runs);
    }
    deduplications.forEach(this::countConflicts);
    return all;
  }

  private void countConflicts(String workspaceId, Deduplication deduplication) {
    if (!deduplication.conflicts().isEmpty()) {
      claims.countConflicts(workspaceId, deduplication.conflicts());
    }
  }

  private Deduplication deduplication(String workspaceId, List<Request> requests) {
    List<RunOrder> orders =
        requests.stream()
            .filter(request -> request.workspaceId().equals(workspaceId))
            .flatMap(request -> request.orders().stream())
            .toList();
    Map<String, PinnedVersion> workflows = resolve(workspaceId, orders);
    Map<String, Claims.ClaimRequest> claimRequests = claimRequests(orders, workflows);
    Map<String, UidClaim> existing = claims.claim(workspaceId, claimRequests);
    return new Deduplication(workflows, claimRequests, existing, this::newId);
  }

  /** Returns what {@link #accept} would return for one request. Stores nothing (R7). */
  public List<Acceptance> preview(String workspaceId, List<RunOrder> orders) {
    Map<String, PinnedVersion> workflows = resolve(workspaceId, orders);
    Map<String, Claims.ClaimRequest> claimRequests = claimRequests(orders, workflows);
    Map<String, UidClaim> existing = claims.find(workspaceId, claimRequests.keySet());
    return new Deduplication(workflows, claimRequests, existing, this::newId)
        .of(orders, (order, runId, workflow) -> {});
  }

  /** Collects the new runs. Serializes a tree that entries share once. */
  private static final class Opened {
    private final List<NewRun> runs = new ArrayList<>();
    private final IdentityHashMap<JsonNode, String> texts = new IdentityHashMap<>();

    Deduplication.RunOpening of(Request request) {
      return (order, runId, workflow) -> runs.add(run(request, order, runId, workflow));
    }

    private NewRun run(Request request, RunOrder order, String runId, PinnedVersion workflow) {
      return new NewRun(
          runId,
          request.workspaceId(),
          workflow,
          order.uid().map(Uid::value),
          request.requestId(),
          texts.computeIfAbsent(order.stateValues(), Json::write),
          texts.computeIfAbsent(order.runtime(), Json::write),
          Optional.empty(),
          Optional.empty(),
          request.trace());
    }
  }

  private Map<String, PinnedVersion> resolve(String workspaceId, List<RunOrder> orders) {
    return resolver.resolve(
        workspaceId, orders.stream().map(RunOrder::workflow).distinct().toList());
  }

  /** Creates a claim request for the first order of each uid (B7). */
  private Map<String, Claims.ClaimRequest> claimRequests(
      List<RunOrder> orders, Map<String, PinnedVersion> workflows) {
    Fingerprints fingerprints = new Fingerprints();
    Map<String, Claims.ClaimRequest> requests = new LinkedHashMap<>();
    for (RunOrder order : orders) {
      if (order.uid().isPresent() && workflows.containsKey(order.workflow())) {
        String uid = order.uid().get().value();
        if (!requests.containsKey(uid)) {
          requests.put(uid, new Claims.ClaimRequest(newId(), fingerprints.of(order)));
        }
      }
    }
    return requests;
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
