package drawbridge.inbound.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import drawbridge.workflow.entity.Pinned;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
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
    Map<String, UidClaim> others = claims.claim(workspaceId, wishes);
    Opened opened = new Opened(workspaceId, requestId);
    List<Acceptance> acceptances =
        new Judgement(workflows, wishes, others, this::newId).of(orders, opened);
    if (!opened.runs.isEmpty()) {
      ledger.open(opened.runs);
    }
    claims.noteConflicts(workspaceId, conflicts(acceptances));
    return acceptances;
  }

  /** What {@link #accept} would do; nothing is stored (R7). */
  public List<Acceptance> preview(String workspaceId, List<RunOrder> orders) {
    Map<String, Pinned> workflows = resolve(workspaceId, orders);
    Map<String, Claims.Wish> wishes = wishes(orders, workflows);
    Map<String, UidClaim> others = claims.find(workspaceId, wishes.keySet());
    return new Judgement(workflows, wishes, others, this::newId)
        .of(orders, (order, runId, workflow) -> {});
  }

  /** The runs that one request opens; a tree that entries share is written once. */
  private static final class Opened implements Judgement.Opening {
    private final String workspaceId;
    private final String requestId;
    private final List<NewRun> runs = new ArrayList<>();
    private final IdentityHashMap<ObjectNode, String> texts = new IdentityHashMap<>();

    Opened(String workspaceId, String requestId) {
      this.workspaceId = workspaceId;
      this.requestId = requestId;
    }

    @Override
    public void open(RunOrder order, String runId, Pinned workflow) {
      runs.add(
          new NewRun(
              runId,
              workspaceId,
              workflow,
              order.uid().map(Uid::value),
              requestId,
              texts.computeIfAbsent(order.stateValues(), Json::write),
              texts.computeIfAbsent(order.runtime(), Json::write),
              Optional.empty(),
              Optional.empty()));
    }
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
