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
import drawbridge.run.control.Ledger;
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
 * Records what requests order: one transaction for the claims and runs of all their entries, a
 * handful of statements whatever their number. Runs that are not short start after the commit. Who
 * takes a request in from outside asks {@link IntakeBatcher}.
 */
@Stateless
public class Intake {

  @EJB VersionResolver resolver;
  @EJB Claims claims;
  @EJB Ledger ledger;
  @Inject Clock clock;

  /**
   * One request's orders.
   *
   * @param requestId names the request in every run
   * @param trace that every run becomes part of
   */
  public record Request(
      String workspaceId, String requestId, List<RunOrder> orders, Optional<TraceContext> trace) {
    public Request {
      orders = List.copyOf(orders);
    }

    /** A request that is part of no trace. */
    public Request(String workspaceId, String requestId, List<RunOrder> orders) {
      this(workspaceId, requestId, orders, Optional.empty());
    }

    /** The same request within another span of its trace. */
    Request within(Optional<TraceContext> span) {
      return new Request(workspaceId, requestId, orders, span);
    }
  }

  /**
   * Accepts what can be accepted; entries are independent of each other (B6), and a uid that comes
   * in several of the requests starts with the first. Durable when this returns to a caller outside
   * a transaction.
   *
   * @return for each request in order, one acceptance for each of its orders, in order
   */
  public List<List<Acceptance>> accept(List<Request> requests) {
    SortedMap<String, Deduplication> judgements = new TreeMap<>(); // locks are taken in this order
    for (Request request : requests) {
      judgements.computeIfAbsent(request.workspaceId(), id -> deduplication(id, requests));
    }
    Opened opened = new Opened();
    List<List<Acceptance>> all = new ArrayList<>();
    for (Request request : requests) {
      Deduplication deduplication = Objects.requireNonNull(judgements.get(request.workspaceId()));
      all.add(deduplication.of(request.orders(), opened.of(request)));
    }
    if (!opened.runs.isEmpty()) {
      ledger.open(opened.runs);
    }
    judgements.forEach(this::noteConflicts);
    return all;
  }

  private void noteConflicts(String workspaceId, Deduplication deduplication) {
    if (!deduplication.conflicts().isEmpty()) {
      claims.noteConflicts(workspaceId, deduplication.conflicts());
    }
  }

  private Deduplication deduplication(String workspaceId, List<Request> requests) {
    List<RunOrder> orders =
        requests.stream()
            .filter(request -> request.workspaceId().equals(workspaceId))
            .flatMap(request -> request.orders().stream())
            .toList();
    Map<String, PinnedVersion> workflows = resolve(workspaceId, orders);
    Map<String, Claims.Wish> wishes = wishes(orders, workflows);
    Map<String, UidClaim> others = claims.claim(workspaceId, wishes);
    return new Deduplication(workflows, wishes, others, this::newId);
  }

  /** What {@link #accept} would do; nothing is stored (R7). */
  public List<Acceptance> preview(String workspaceId, List<RunOrder> orders) {
    Map<String, PinnedVersion> workflows = resolve(workspaceId, orders);
    Map<String, Claims.Wish> wishes = wishes(orders, workflows);
    Map<String, UidClaim> others = claims.find(workspaceId, wishes.keySet());
    return new Deduplication(workflows, wishes, others, this::newId)
        .of(orders, (order, runId, workflow) -> {});
  }

  /** The runs that are opened; a tree that entries share is written once. */
  private static final class Opened {
    private final List<NewRun> runs = new ArrayList<>();
    private final IdentityHashMap<JsonNode, String> texts = new IdentityHashMap<>();

    Deduplication.Opening of(Request request) {
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

  /** The first order of each uid is the one that may start a run (B7). */
  private Map<String, Claims.Wish> wishes(
      List<RunOrder> orders, Map<String, PinnedVersion> workflows) {
    Fingerprints fingerprints = new Fingerprints();
    Map<String, Claims.Wish> wishes = new LinkedHashMap<>();
    for (RunOrder order : orders) {
      if (order.uid().isPresent() && workflows.containsKey(order.workflow())) {
        String uid = order.uid().get().value();
        if (!wishes.containsKey(uid)) {
          wishes.put(uid, new Claims.Wish(newId(), fingerprints.of(order)));
        }
      }
    }
    return wishes;
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
