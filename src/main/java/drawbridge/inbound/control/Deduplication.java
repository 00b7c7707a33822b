package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Fingerprints;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.Problem;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Decides which orders of a workspace are accepted, duplicate or rejected, in their order (D1, B7).
 * A uid that was accepted is a duplicate even if the data no longer fits the schema: a sender that
 * repeats a request gets the same answer after the schema has changed. One instance serves one
 * transaction.
 */
final class Deduplication {

  private final Map<String, PinnedVersion> workflows;
  private final IdentityHashMap<RunOrder, Problem> unfit;
  private final Map<String, UidClaim> claims;
  private final Map<String, UidClaim> existing;
  private final Supplier<String> ids;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Set<String> spent = new HashSet<>();
  private final Set<String> conflicts = new TreeSet<>();

  /**
   * @param workflows the existing workflows, by the reference in the order
   * @param unfit why orders do not fit the input schema of their workflow
   * @param claims of the first order of each uid that may start its workflow, by uid
   * @param existing the earlier claims of all uids that have one, by uid
   * @param ids provides ids for runs without a uid
   */
  Deduplication(
      Map<String, PinnedVersion> workflows,
      IdentityHashMap<RunOrder, Problem> unfit,
      Map<String, UidClaim> claims,
      Map<String, UidClaim> existing,
      Supplier<String> ids) {
    this.workflows = workflows;
    this.unfit = unfit;
    this.claims = claims;
    this.existing = existing;
    this.ids = ids;
  }

  List<Acceptance> of(List<RunOrder> orders) {
    return orders.stream().map(this::of).toList();
  }

  private Acceptance of(RunOrder order) {
    PinnedVersion workflow = workflows.get(order.workflow());
    if (workflow == null) {
      return new Acceptance.Rejected(
          order,
          Problem.of(
              "no-such-workflow",
              "No such workflow",
              422,
              "This workspace has no workflow with the name or id '" + order.workflow() + "'."));
    }
    Problem refusal = unfit.get(order);
    if (order.uid().isEmpty()) {
      return refusal == null
          ? new Acceptance.Accepted(order, ids.get(), workflow)
          : new Acceptance.Rejected(order, refusal);
    }
    String uid = order.uid().get().value();
    UidClaim earlier = existing.get(uid);
    if (earlier == null && !spent.contains(uid)) {
      if (refusal != null) {
        return new Acceptance.Rejected(order, refusal);
      }
      spent.add(uid);
      return new Acceptance.Accepted(order, claim(uid).runId(), workflow);
    }
    UidClaim claim = earlier != null ? earlier : claim(uid);
    boolean conflict = !claim.fingerprint().equals(fingerprints.of(order));
    if (conflict) {
      conflicts.add(uid);
    }
    return new Acceptance.Duplicate(order, claim.runId(), conflict, workflow);
  }

  private UidClaim claim(String uid) {
    return Objects.requireNonNull(claims.get(uid));
  }

  /** Returns the uids whose payload differs from that of the first order (D5). */
  Set<String> conflicts() {
    return conflicts;
  }
}
