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
 * Tells orders of a workspace apart, in their order: accepted, duplicate, rejected (D1, B7). Used
 * for one transaction.
 */
final class Deduplication {

  /** Hears of every order that starts a run. */
  interface Opening {
    void open(RunOrder order, String runId, PinnedVersion workflow);
  }

  private final Map<String, PinnedVersion> workflows;
  private final Map<String, Claims.Wish> wishes;
  private final Map<String, UidClaim> others;
  private final Supplier<String> ids;
  private final Fingerprints fingerprints = new Fingerprints();
  private final Map<String, Claims.Wish> spent = new HashMap<>();
  private final Set<String> conflicts = new TreeSet<>();

  /**
   * @param workflows that exist, by the reference in the order
   * @param wishes what the first order of each uid asks for
   * @param others claims that stand in the way of wishes, by uid
   * @param ids for runs without a uid
   */
  Deduplication(
      Map<String, PinnedVersion> workflows,
      Map<String, Claims.Wish> wishes,
      Map<String, UidClaim> others,
      Supplier<String> ids) {
    this.workflows = workflows;
    this.wishes = wishes;
    this.others = others;
    this.ids = ids;
  }

  List<Acceptance> of(List<RunOrder> orders, Opening opening) {
    return orders.stream().map(order -> of(order, opening)).toList();
  }

  private Acceptance of(RunOrder order, Opening opening) {
    PinnedVersion workflow = workflows.get(order.workflow());
    if (workflow == null) {
      return new Acceptance.Rejected(
          order,
          "No such workflow",
          "This workspace has no workflow with the name or id '" + order.workflow() + "'.");
    }
    Acceptance.Target target =
        new Acceptance.Target(workflow.workflowId(), workflow.name(), workflow.version());
    Optional<Claims.Wish> earlier = order.uid().flatMap(this::earlier);
    if (earlier.isPresent()) {
      boolean conflict = !earlier.get().fingerprint().equals(fingerprints.of(order));
      if (conflict) {
        order.uid().ifPresent(uid -> conflicts.add(uid.value()));
      }
      return new Acceptance.Duplicate(order, earlier.get().runId(), conflict, target);
    }
    String runId = order.uid().map(this::spend).orElseGet(ids);
    opening.open(order, runId, workflow);
    return new Acceptance.Accepted(order, runId, target);
  }

  /** Uids that came with another payload than the first time (D5). */
  Set<String> conflicts() {
    return conflicts;
  }

  /** Somebody else's claim, or an order before it in this batch. */
  private Optional<Claims.Wish> earlier(Uid uid) {
    UidClaim claim = others.get(uid.value());
    return claim == null
        ? Optional.ofNullable(spent.get(uid.value()))
        : Optional.of(new Claims.Wish(claim.runId(), claim.fingerprint()));
  }

  private String spend(Uid uid) {
    Claims.Wish wish = Objects.requireNonNull(wishes.get(uid.value()), "every uid has a wish");
    spent.put(uid.value(), wish);
    return wish.runId();
  }
}
