package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Fingerprints;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Decides which orders of a workspace are accepted, duplicate or rejected, in their order (D1, B7).
 * One instance serves one transaction.
 */
final class Deduplication {

  /** Receives every order that starts a run. */
  interface RunOpening {
    void open(RunOrder order, String runId, PinnedVersion workflow);
  }

  private final Map<String, PinnedVersion> workflows;
  private final Map<String, Claims.ClaimRequest> requests;
  private final Map<String, UidClaim> existing;
  private final Supplier<String> ids;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Map<String, Claims.ClaimRequest> spent = new HashMap<>();
  private final Set<String> conflicts = new TreeSet<>();

  /**
   * @param workflows the existing workflows, by the reference in the order
   * @param requests the claim request of the first order of each uid
   * @param existing the claims that refuse a request, by uid
   * @param ids provides ids for runs without a uid
   */
  Deduplication(
      Map<String, PinnedVersion> workflows,
      Map<String, Claims.ClaimRequest> requests,
      Map<String, UidClaim> existing,
      Supplier<String> ids) {
    this.workflows = workflows;
    this.requests = requests;
    this.existing = existing;
    this.ids = ids;
  }

  List<Acceptance> of(List<RunOrder> orders, RunOpening opening) {
    return orders.stream().map(order -> of(order, opening)).toList();
  }

  private Acceptance of(RunOrder order, RunOpening opening) {
    PinnedVersion workflow = workflows.get(order.workflow());
    if (workflow == null) {
      return new Acceptance.Rejected(
          order,
          "No such workflow",
          "This workspace has no workflow with the name or id '" + order.workflow() + "'.");
    }
    Optional<Claims.ClaimRequest> earlier = order.uid().flatMap(this::earlier);
    if (earlier.isPresent()) {
      boolean conflict = !earlier.get().fingerprint().equals(fingerprints.of(order));
      if (conflict) {
        order.uid().ifPresent(uid -> conflicts.add(uid.value()));
      }
      return new Acceptance.Duplicate(order, earlier.get().runId(), conflict, workflow);
    }
    String runId = order.uid().map(this::spend).orElseGet(ids);
    opening.open(order, runId, workflow);
    return new Acceptance.Accepted(order, runId, workflow);
  }

  /** Returns the uids whose payload differs from that of the first order (D5). */
  Set<String> conflicts() {
    return conflicts;
  }

  /** Returns an existing claim, or that of an earlier order of this transaction. */
  private Optional<Claims.ClaimRequest> earlier(Uid uid) {
    UidClaim claim = existing.get(uid.value());
    return claim == null
        ? Optional.ofNullable(spent.get(uid.value()))
        : Optional.of(new Claims.ClaimRequest(claim.runId(), claim.fingerprint()));
  }

  private String spend(Uid uid) {
    Claims.ClaimRequest request =
        Objects.requireNonNull(requests.get(uid.value()), "no claim request for the uid");
    spent.put(uid.value(), request);
    return request.runId();
  }
}
