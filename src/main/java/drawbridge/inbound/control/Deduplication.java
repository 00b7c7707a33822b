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
 * One instance serves one transaction.
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
   * @param claims of the first order of each uid, by uid
   * @param existing the claims that refuse one of these, by uid
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
    if (refusal != null) {
      return new Acceptance.Rejected(order, refusal);
    }
    if (order.uid().isEmpty()) {
      return new Acceptance.Accepted(order, ids.get(), workflow);
    }
    String uid = order.uid().get().value();
    UidClaim earlier = existing.get(uid);
    UidClaim claim = earlier != null ? earlier : Objects.requireNonNull(claims.get(uid));
    if (earlier == null && spent.add(uid)) {
      return new Acceptance.Accepted(order, claim.runId(), workflow);
    }
    boolean conflict = !claim.fingerprint().equals(fingerprints.of(order));
    if (conflict) {
      conflicts.add(uid);
    }
    return new Acceptance.Duplicate(order, claim.runId(), conflict, workflow);
  }

  /** Returns the uids whose payload differs from that of the first order (D5). */
  Set<String> conflicts() {
    return conflicts;
  }
}
