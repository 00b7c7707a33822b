package drawbridge.run.control.issue;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.store.Purge;
import drawbridge.run.control.issue.IssueLedger.Changed;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Issue;
import drawbridge.run.entity.IssueState;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.entity.PinnedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Failed runs open issues, and operators change them, with concurrent nodes. */
@OnEveryStore
@Tag("O3")
class IssueLedgerTest {

  private static final String RAISE =
      "  - %s: {raise: {error: {type: 'https://shop.example/closed', status: 500, title: Closed, detail: '%s'}}}\n";

  private final TestNode node;
  private final TestNode other;
  private final IssueLedger ledger;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  IssueLedgerTest(Store on) {
    DataSource store = on.open();
    node = new TestNode(store);
    other = new TestNode(store, node.clock, TestNode.SETTINGS);
    ledger = node.container.get(IssueLedger.class);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    node.close();
    other.close();
  }

  private void save(String workflow, String task, String detail) {
    node.saveTasks(workflow, RAISE.formatted(task, detail));
  }

  private Run failed(String workflow) {
    String run = node.start(workflow);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    return node.run(run);
  }

  private Issue issueOf(Run run) {
    return ledger.find(node.workspace, Objects.requireNonNull(run.issue())).orElseThrow();
  }

  private Changed change(Run run, IssueState state) {
    return ledger.change(
        node.workspace, Objects.requireNonNull(run.issue()), state, Optional.empty(), "ada");
  }

  @Test
  void theFirstFailureOpensAnIssue() {
    save("shop", "open", "order 17 of customer 4 cannot be placed");
    Run run = failed("shop");
    Issue issue = issueOf(run);
    assertThat(issue.state()).isEqualTo(IssueState.OPEN);
    assertThat(issue.task()).isEqualTo("open");
    assertThat(issue.type()).isEqualTo("https://shop.example/closed");
    assertThat(issue.status()).isEqualTo(500);
    assertThat(issue.title()).isEqualTo("Closed");
    assertThat(issue.detail()).isEqualTo("order * of customer * cannot be placed");
    assertThat(issue.workflowName()).isEqualTo("shop");
    assertThat(issue.firstAt()).isEqualTo(run.endedAt());
  }

  @Test
  void failuresOfLaterVersionsBelongToTheSameIssue() {
    save("shop", "open", "order 17 is late");
    Run first = failed("shop");
    node.saveVersion(
        "shop",
        "2.0.0",
        "  - before: {set: {a: 1}}\n" + RAISE.formatted("open", "order 9 is late"));
    node.clock.move(Duration.ofMinutes(1));
    Run second = failed("shop");
    assertThat(second.issue()).isEqualTo(first.issue());
    assertThat(issueOf(second).firstAt()).isEqualTo(first.endedAt());
  }

  @Test
  void succeededAndCancelledRunsHaveNoIssue() {
    node.saveTasks("good", "  - one: {set: {a: 1}}\n");
    String good = node.start("good");
    String cancelled = node.start("good");
    node.cancel(cancelled);
    node.runDue();
    assertThat(node.run(good).issue()).isNull();
    assertThat(node.run(cancelled).issue()).isNull();
  }

  @Test
  void runsThatFailInTheTransactionThatInsertsThemCount() {
    save("short", "open", "order 1 is late");
    for (int n = 0; n < 100; n++) {
      failed("short");
    }
    Run atOnce = node.run(node.startAtOnce("short"));
    assertThat(atOnce.state()).as("ended within its insert").isEqualTo(RunState.FAILED);
    assertThat(issueOf(atOnce).state()).isEqualTo(IssueState.OPEN);
    change(atOnce, IssueState.RESOLVED);
    Run again = node.run(node.startAtOnce("short"));
    assertThat(again.issue()).isEqualTo(atOnce.issue());
    assertThat(issueOf(again).state()).isEqualTo(IssueState.OPEN);
  }

  @Test
  void aParentAndItsChildHaveIssuesOfTheirOwn() {
    save("leaf", "open", "order 1 is late");
    node.saveTasks(
        "root", "  - child: {run: {workflow: {namespace: tests, name: leaf, version: latest}}}\n");
    Run parent = failed("root");
    assertThat(issueOf(parent).task()).isEqualTo("child");
    assertThat(issueOf(parent).workflowName()).isEqualTo("root");
    assertThat(open()).hasSize(2);
  }

  private List<Issue> open() {
    List<Issue> all = new ArrayList<>();
    node.container.inTransaction(
        () ->
            all.addAll(
                node.container
                    .entities()
                    .createQuery("select i from Issue i", Issue.class)
                    .getResultList()));
    return all;
  }

  @Test
  void aResolvedIssueReopensByItselfAndAnAcknowledgedOneDoesNot() {
    save("shop", "open", "order 1 is late");
    Run run = failed("shop");
    assertThat(change(run, IssueState.ACKNOWLEDGED)).isEqualTo(Changed.YES);
    failed("shop");
    assertThat(issueOf(run).state()).isEqualTo(IssueState.ACKNOWLEDGED);
    assertThat(issueOf(run).changedBy()).isEqualTo("ada");

    assertThat(change(run, IssueState.RESOLVED)).isEqualTo(Changed.YES);
    long resolved = issueOf(run).rowVersion();
    node.clock.move(Duration.ofMinutes(1));
    failed("shop");
    Issue reopened = issueOf(run);
    assertThat(reopened.state()).isEqualTo(IssueState.OPEN);
    assertThat(reopened.changedBy()).isNull();
    assertThat(reopened.changedAt()).isEqualTo(node.clock.instant());
    assertThat(reopened.rowVersion()).isEqualTo(resolved + 1);
  }

  @Test
  void aChangeOfAnOlderStateIsRefused() {
    save("shop", "open", "order 1 is late");
    Run run = failed("shop");
    String id = Objects.requireNonNull(run.issue());
    Optional<Long> seen = Optional.of(issueOf(run).rowVersion());
    assertThat(ledger.change(node.workspace, id, IssueState.RESOLVED, seen, "ada"))
        .isEqualTo(Changed.YES);
    assertThat(ledger.change(node.workspace, id, IssueState.ACKNOWLEDGED, seen, "bob"))
        .isEqualTo(Changed.STALE);
    assertThat(issueOf(run).state()).isEqualTo(IssueState.RESOLVED);
    assertThat(ledger.change("another", id, IssueState.OPEN, Optional.empty(), "bob"))
        .isEqualTo(Changed.UNKNOWN);
  }

  @Test
  void aLostLeaseOpensNoIssue() {
    save("shop", "open", "order 1 is late");
    String run = node.start("shop");
    RunLease lease = node.claim("a", run);
    node.end(lease, Ending.succeeded("{}", "{}", node.clock.instant()));
    assertThat(node.end(lease, Ending.failed("{}", null, node.clock.instant()))).isFalse();
    assertThat(open()).isEmpty();
  }

  /** Without locks, the failure would see the state before the change, which then hides it. */
  @Test
  void aFailureIsBeforeTheResolutionOrReopensTheIssue() throws Exception {
    save("shop", "open", "order 1 is late");
    Run first = failed("shop");
    String issue = Objects.requireNonNull(first.issue());
    for (int round = 0; round < 60; round++) {
      change(first, IssueState.OPEN);
      String run = node.start("shop");
      RunLease lease = node.claim("a", run);
      Ending ending = Ending.failed(String.valueOf(first.problem()), null, node.clock.instant());
      CyclicBarrier together = new CyclicBarrier(2);
      Future<Boolean> failing =
          threads.submit(
              () -> {
                together.await();
                return node.end(lease, ending);
              });
      Future<Boolean> resolving =
          threads.submit(
              () -> {
                together.await();
                return hasSeenWhileResolving(issue, run);
              });
      assertThat(failing.get()).isTrue();
      IssueState expected = resolving.get() ? IssueState.RESOLVED : IssueState.OPEN;
      assertThat(issueOf(first).state()).as("round " + round).isEqualTo(expected);
    }
  }

  /** Resolves an issue, and returns whether the run had failed before. */
  private boolean hasSeenWhileResolving(String issue, String run) {
    boolean[] hasFailed = new boolean[1];
    other.container.inTransaction(
        () -> {
          other
              .container
              .get(IssueLedger.class)
              .change(node.workspace, issue, IssueState.RESOLVED, Optional.empty(), "ada");
          hasFailed[0] =
              other
                      .container
                      .entities()
                      .createQuery(
                          "select count(r.id) from Run r where r.id = :id and r.issue is not null",
                          Long.class)
                      .setParameter("id", run)
                      .getSingleResult()
                  > 0;
        });
    return hasFailed[0];
  }

  @Test
  void concurrentFirstFailuresOpenOneIssue() throws Exception {
    save("shop", "open", "order 1 is late");
    List<RunLease> leases = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      node.start("shop");
    }
    leases.addAll(node.claim("a", 8));
    String problem = "{\"type\": \"urn:x\", \"detail\": \"order %d\"}";
    CyclicBarrier together = new CyclicBarrier(8);
    List<Future<Boolean>> ends = new ArrayList<>();
    for (RunLease lease : leases) {
      TestNode by = ends.size() % 2 == 0 ? node : other;
      Ending ending = Ending.failed(problem.formatted(ends.size()), null, node.clock.instant());
      ends.add(
          threads.submit(
              () -> {
                together.await();
                return by.end(lease, ending);
              }));
    }
    for (Future<Boolean> end : ends) {
      assertThat(end.get()).isTrue();
    }
    assertThat(open()).hasSize(1);
    assertThat(leases).allMatch(it -> open().get(0).id().equals(node.run(it.id()).issue()));
  }

  @Test
  void aWorkflowWithTooManyErrorsHasOneIssueForTheOthers() {
    PinnedVersion shop = node.saveTasks("shop", "  - one: {set: {a: 1}}\n");
    List<Run> runs = new ArrayList<>();
    for (int n = 0; n < IssueLedger.MAX_OF_WORKFLOW + 5; n++) {
      runs.add(failedWith(shop, "x".repeat(1 + n % 30) + " " + "y".repeat(1 + n / 30)));
    }
    assertThat(open()).hasSize(IssueLedger.MAX_OF_WORKFLOW + 1);
    Run last = runs.get(runs.size() - 1);
    assertThat(issueOf(last).title()).isEqualTo("Other failures");
    assertThat(issueOf(last).task()).isNull();
    assertThat(runs.stream().filter(it -> Objects.equals(it.issue(), last.issue()))).hasSize(5);
    assertThat(failedWith(shop, "x y").issue())
        .as("an issue that exists")
        .isEqualTo(runs.get(0).issue());

    change(last, IssueState.RESOLVED);
    failedWith(shop, "new");
    assertThat(issueOf(last).state()).isEqualTo(IssueState.OPEN);

    save("another", "open", "an error of its own");
    assertThat(issueOf(failed("another")).task()).as("is not crowded out").isEqualTo("open");
  }

  private Run failedWith(PinnedVersion workflow, String detail) {
    String run = node.start(workflow.name());
    node.end(
        node.claim("a", run),
        Ending.failed("{\"detail\": \"" + detail + "\"}", null, node.clock.instant()));
    return node.run(run);
  }

  @Test
  void anIssueGoesWithItsLastRun() {
    save("shop", "open", "order 1 is late");
    save("bank", "pay", "order 1 is poor");
    Run run = failed("shop");
    Run kept = failed("bank");
    OldIssues old = node.container.get(OldIssues.class);
    assertThat(old.remove("", 10)).isEqualTo(new Purge.Batch(0, Optional.empty()));

    node.container.inTransaction(
        () ->
            node.container.entities().remove(node.container.entities().find(Run.class, run.id())));
    assertThat(old.remove("", 10)).isEqualTo(new Purge.Batch(1, Optional.empty()));
    assertThat(open()).extracting(Issue::id).containsExactly(kept.issue());

    assertThat(issueOf(failed("shop")).state()).as("a new one").isEqualTo(IssueState.OPEN);
  }

  @Test
  void anIssueThatFailsDuringItsRemovalIsKept() throws Exception {
    save("shop", "open", "order 1 is late");
    OldIssues old = other.container.get(OldIssues.class);
    String id = Objects.requireNonNull(failed("shop").issue());
    for (int round = 0; round < 40; round++) {
      node.container.inTransaction(
          () ->
              node.container
                  .entities()
                  .createQuery("delete from Run r where r.issue = :id")
                  .setParameter("id", id)
                  .executeUpdate());
      CyclicBarrier together = new CyclicBarrier(2);
      String run = node.start("shop");
      Future<?> failing =
          threads.submit(
              () -> {
                together.await();
                node.runDue();
                return true;
              });
      Future<?> removing =
          threads.submit(
              () -> {
                together.await();
                return old.remove("", 10);
              });
      failing.get();
      removing.get();
      assertThat(node.run(run).issue()).isEqualTo(id);
      assertThat(ledger.find(node.workspace, id)).as("round " + round).isPresent();
    }
  }
}
