package drawbridge.inbound.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Fingerprints;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.inbound.request.Received;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.control.Requests;
import drawbridge.run.control.RunInserts;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.model.Definition;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

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
  @EJB Requests received;
  @EJB RefusedLedger refused;
  @Inject CompiledVersions versions;
  @Inject Clock clock;

  /**
   * The events of one request.
   *
   * @param requestId identifies the request in every run
   * @param trace the trace that every run becomes part of
   * @param received the request of a sender; it gets a row unless all its orders are rejected. The
   *     rejected orders of a trigger are kept then (T12)
   */
  public record Request(
      String workspaceId,
      String requestId,
      List<Selection> selections,
      Optional<TraceContext> trace,
      Optional<Received> received) {
    public Request {
      selections = List.copyOf(selections);
    }

    /** Returns the orders that start a workflow. */
    List<RunOrder> orders() {
      return Selection.orders(selections);
    }

    /** Returns whether the events are all ignored, so that nothing but a row is recorded. */
    boolean isIgnored() {
      return !selections.isEmpty()
          && selections.stream().allMatch(Selection.Ignore.class::isInstance);
    }

    /**
     * Returns one acceptance for each selection, in order.
     *
     * @param started the acceptances of {@link #orders}, in order
     */
    List<Acceptance> acceptances(List<Acceptance> started) {
      return Selection.acceptances(selections, started);
    }

    /** Returns the same request as part of another trace. */
    Request within(Optional<TraceContext> span) {
      return new Request(workspaceId, requestId, selections, span, received);
    }
  }

  /**
   * Records the orders of requests; durable when this returns to a caller outside a transaction.
   * Orders are independent of each other (B6). A uid that occurs more than once starts the first
   * order.
   *
   * @return for each request in order, one acceptance for each of its selections, in order
   */
  public List<List<Acceptance>> accept(List<Request> requests) {
    SortedMap<String, Deduplication> deduplications = new TreeMap<>(); // the order of row locks
    for (Request request : requests) {
      deduplications.computeIfAbsent(
          request.workspaceId(),
          id ->
              deduplication(id, ordersOf(id, requests), order -> Optional.empty(), claims::claim));
    }
    IdentityHashMap<JsonNode, String> texts = new IdentityHashMap<>(); // orders share trees
    List<NewRun> runs = new ArrayList<>();
    List<ReceivedRequest> rows = new ArrayList<>();
    List<RefusedDelivery> rejected = new ArrayList<>();
    List<List<Acceptance>> all = new ArrayList<>();
    for (Request request : requests) {
      List<Acceptance> acceptances =
          request.acceptances(
              Objects.requireNonNull(deduplications.get(request.workspaceId()))
                  .of(request.orders()));
      for (Acceptance each : acceptances) {
        if (each instanceof Acceptance.Accepted accepted) {
          runs.add(run(request, accepted, texts));
        }
      }
      request
          .received()
          .filter(it -> it.isWithRuns(acceptances))
          .ifPresent(it -> rows.add(it.row(request.workspaceId(), acceptances)));
      all.add(acceptances);
      rejected.addAll(kept(request, acceptances, texts));
    }
    if (!runs.isEmpty()) {
      inserts.insert(runs, rows);
    } else if (!rows.isEmpty()) {
      received.insert(rows);
    }
    if (!rejected.isEmpty()) {
      refused.insert(rejected);
    }
    deduplications.forEach(
        (workspaceId, deduplication) -> {
          if (!deduplication.conflicts().isEmpty()) {
            claims.countConflicts(workspaceId, deduplication.conflicts());
          }
        });
    return all;
  }

  /** Returns what {@link #accept} would return for one request. Stores nothing (R7). */
  public List<Acceptance> preview(String workspaceId, List<RunOrder> orders) {
    return preview(workspaceId, orders, order -> Optional.empty());
  }

  /**
   * Returns what {@link #accept} would return if definitions were saved. Stores nothing.
   *
   * @param unsaved returns the definition that an order would start instead of the saved one
   */
  public List<Acceptance> preview(
      String workspaceId, List<RunOrder> orders, Function<RunOrder, Optional<Definition>> unsaved) {
    return deduplication(
            workspaceId, List.of(orders), unsaved, (id, all) -> claims.find(id, all.keySet()))
        .of(orders);
  }

  private static List<List<RunOrder>> ordersOf(String workspaceId, List<Request> requests) {
    return requests.stream()
        .filter(request -> request.workspaceId().equals(workspaceId))
        .map(Request::orders)
        .toList();
  }

  /**
   * @param requests the orders of each request
   * @param unsaved returns the definition that an order starts instead of the saved one
   * @param claiming gets the workspace and claims by uid, and returns the existing claims that
   *     refuse one
   */
  private Deduplication deduplication(
      String workspaceId,
      List<List<RunOrder>> requests,
      Function<RunOrder, Optional<Definition>> unsaved,
      BiFunction<String, Map<String, UidClaim>, Map<String, UidClaim>> claiming) {
    List<RunOrder> orders = requests.stream().flatMap(List::stream).toList();
    Map<String, PinnedVersion> workflows =
        resolver.resolve(workspaceId, orders.stream().map(RunOrder::workflow).distinct().toList());
    IdentityHashMap<RunOrder, Problem> unfit = new IdentityHashMap<>();
    for (List<RunOrder> request : requests) {
      InputCheck check = new InputCheck();
      for (RunOrder order : request) {
        Optional.ofNullable(workflows.get(order.workflow()))
            .flatMap(version -> unsaved.apply(order).or(() -> checked(version)))
            .flatMap(definition -> check.refusal(definition, order))
            .ifPresent(problem -> unfit.put(order, problem));
      }
    }
    Map<String, UidClaim> first =
        firstClaims(
            workspaceId,
            orders.stream()
                .filter(it -> workflows.containsKey(it.workflow()) && !unfit.containsKey(it))
                .toList());
    Map<String, UidClaim> existing = new HashMap<>(claiming.apply(workspaceId, first));
    existing.putAll(claims.find(workspaceId, unclaimed(unfit.keySet(), first)));
    return new Deduplication(workflows, unfit, first, existing, this::newId);
  }

  /** Returns the definition whose input schema decides; empty when the version has none. */
  private Optional<Definition> checked(PinnedVersion version) {
    return version.checksInput() ? versions.sound(version.versionId()) : Optional.empty();
  }

  private static Set<String> unclaimed(Set<RunOrder> unfit, Map<String, UidClaim> claims) {
    return unfit.stream()
        .flatMap(order -> order.uid().map(Uid::value).stream())
        .filter(uid -> !claims.containsKey(uid))
        .collect(Collectors.toSet());
  }

  /** Returns a claim for the first order of each uid, by uid (B7). */
  private Map<String, UidClaim> firstClaims(String workspaceId, List<RunOrder> orders) {
    Fingerprints fingerprints = new Fingerprints();
    Instant now = clock.instant();
    Map<String, UidClaim> first = new HashMap<>();
    for (RunOrder order : orders) {
      if (order.uid().isPresent()) {
        first.computeIfAbsent(
            order.uid().get().value(),
            uid -> new UidClaim(workspaceId, uid, newId(), fingerprints.of(order), now));
      }
    }
    return first;
  }

  /** Returns the rejected elements of a trigger's request that is answered with 2xx (T12). */
  private List<RefusedDelivery> kept(
      Request request, List<Acceptance> acceptances, IdentityHashMap<JsonNode, String> texts) {
    Optional<RefusedDelivery.Origin> origin =
        request
            .received()
            .filter(it -> it.hasRow(acceptances))
            .flatMap(it -> it.origin(request.workspaceId()));
    List<RefusedDelivery> kept = new ArrayList<>();
    for (int index = 0; origin.isPresent() && index < acceptances.size(); index++) {
      if (acceptances.get(index) instanceof Acceptance.Rejected rejected) {
        String json = texts.computeIfAbsent(rejected.order().runtime(), Json::write);
        kept.add(RefusedDelivery.ofElement(origin.get(), index, clock.instant(), rejected, json));
      }
    }
    return kept;
  }

  private static NewRun run(
      Request request, Acceptance.Accepted accepted, IdentityHashMap<JsonNode, String> texts) {
    RunOrder order = accepted.order();
    return new NewRun(
        accepted.runId(),
        request.workspaceId(),
        accepted.target(),
        order.uid().map(Uid::value),
        request.requestId(),
        texts.computeIfAbsent(order.stateValues(), Json::write),
        texts.computeIfAbsent(order.runtime(), Json::write),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        request.trace(),
        request.received().map(Received::seenByRuns));
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
