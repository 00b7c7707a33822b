package drawbridge.inbound.control;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.Fingerprints;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.platform.Ids;
import drawbridge.platform.Json;
import drawbridge.run.control.Ledger;
import drawbridge.run.entity.NewRun;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.Pinned;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records what a request orders: one transaction for the claims and runs of all its entries, a
 * handful of statements whatever their number. The runs start after the commit.
 */
@Stateless
public class Intake {

  @Inject Catalogue catalogue;
  @Inject Claims claims;
  @Inject Ledger ledger;
  @Inject Clock clock;

  /**
   * Accepts what can be accepted; entries are independent of each other (B6). Durable when this
   * returns to a caller outside a transaction.
   *
   * @param requestId names the request in every run
   * @return one acceptance for each order, in order
   */
  public List<Acceptance> accept(String workspaceId, String requestId, List<RunOrder> orders) {
    Map<String, Pinned> workflows = resolve(workspaceId, orders);
    Map<String, Claims.Wish> wishes = wishes(orders, workflows);
    Map<String, UidClaim> standing =
        wishes.isEmpty() ? Map.of() : claims.claim(workspaceId, wishes);
    List<NewRun> runs = new ArrayList<>();
    List<Acceptance> acceptances =
        judge(
            orders,
            workflows,
            wishes,
            standing,
            (order, runId, workflow) ->
                runs.add(run(workspaceId, requestId, order, runId, workflow)));
    if (!runs.isEmpty()) {
      ledger.open(runs);
    }
    claims.noteConflicts(workspaceId, conflicts(acceptances));
    return acceptances;
  }

  /** What {@link #accept} would do; nothing is stored (R7). */
  public List<Acceptance> preview(String workspaceId, List<RunOrder> orders) {
    Map<String, Pinned> workflows = resolve(workspaceId, orders);
    Map<String, Claims.Wish> wishes = wishes(orders, workflows);
    Map<String, UidClaim> standing = claims.find(workspaceId, wishes.keySet());
    return judge(orders, workflows, wishes, standing, (order, runId, workflow) -> {});
  }

  private interface Opening {
    void open(RunOrder order, String runId, Pinned workflow);
  }

  private Map<String, Pinned> resolve(String workspaceId, List<RunOrder> orders) {
    return catalogue.resolve(
        workspaceId, orders.stream().map(RunOrder::workflow).distinct().toList());
  }

  /** The first order of each uid is the one that may start a run (B7). */
  private Map<String, Claims.Wish> wishes(List<RunOrder> orders, Map<String, Pinned> workflows) {
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

  private List<Acceptance> judge(
      List<RunOrder> orders,
      Map<String, Pinned> workflows,
      Map<String, Claims.Wish> wishes,
      Map<String, UidClaim> standing,
      Opening opening) {
    Fingerprints fingerprints = new Fingerprints();
    Map<String, Claims.Wish> spent = new HashMap<>();
    List<Acceptance> acceptances = new ArrayList<>(orders.size());
    for (RunOrder order : orders) {
      Pinned workflow = workflows.get(order.workflow());
      if (workflow == null) {
        acceptances.add(unknown(order));
        continue;
      }
      Optional<Claims.Wish> earlier = earlier(order, wishes, standing, spent);
      if (earlier.isPresent()) {
        boolean conflict = !earlier.get().fingerprint().equals(fingerprints.of(order));
        acceptances.add(
            new Acceptance.Duplicate(order, earlier.get().runId(), conflict, target(workflow)));
      } else {
        String runId = order.uid().map(uid -> spend(uid, wishes, spent)).orElseGet(this::newId);
        opening.open(order, runId, workflow);
        acceptances.add(new Acceptance.Accepted(order, runId, target(workflow)));
      }
    }
    return acceptances;
  }

  /**
   * What the order is a duplicate of: a claim that is not ours, or an entry before it in this
   * batch.
   */
  private static Optional<Claims.Wish> earlier(
      RunOrder order,
      Map<String, Claims.Wish> wishes,
      Map<String, UidClaim> standing,
      Map<String, Claims.Wish> spent) {
    if (order.uid().isEmpty()) {
      return Optional.empty();
    }
    String uid = order.uid().get().value();
    UidClaim claim = standing.get(uid);
    Claims.Wish wish = wishes.get(uid);
    if (claim != null && (wish == null || !claim.runId().equals(wish.runId()))) {
      return Optional.of(new Claims.Wish(claim.runId(), claim.fingerprint()));
    }
    return Optional.ofNullable(spent.get(uid));
  }

  private static String spend(
      Uid uid, Map<String, Claims.Wish> wishes, Map<String, Claims.Wish> spent) {
    Claims.Wish wish = java.util.Objects.requireNonNull(wishes.get(uid.value()));
    spent.put(uid.value(), wish);
    return wish.runId();
  }

  private static Acceptance unknown(RunOrder order) {
    return new Acceptance.Rejected(
        order,
        "No such workflow",
        "This workspace has no workflow with the name or id '" + order.workflow() + "'.");
  }

  private static Acceptance.Target target(Pinned workflow) {
    return new Acceptance.Target(workflow.workflowId(), workflow.name(), workflow.version());
  }

  private static NewRun run(
      String workspaceId, String requestId, RunOrder order, String runId, Pinned workflow) {
    return new NewRun(
        runId,
        workspaceId,
        workflow,
        order.uid().map(Uid::value),
        requestId,
        Json.write(order.stateValues()),
        Json.write(order.runtime()),
        Optional.empty(),
        Optional.empty());
  }

  private static List<String> conflicts(List<Acceptance> acceptances) {
    return acceptances.stream()
        .flatMap(
            acceptance ->
                acceptance instanceof Acceptance.Duplicate duplicate && duplicate.conflict()
                    ? duplicate.order().uid().map(Uid::value).stream()
                    : java.util.stream.Stream.empty())
        .distinct()
        .toList();
  }

  private String newId() {
    return Ids.next(clock.millis());
  }
}
