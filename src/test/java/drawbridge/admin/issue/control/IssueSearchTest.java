package drawbridge.admin.issue.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.runs.RunFilter;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.admin.control.runs.RunQuery;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.run.control.issue.IssueLedger;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.IssueState;
import drawbridge.run.worker.TestNode;
import drawbridge.workspace.control.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The list of issues, and that its figures equal the lists of runs. */
@OnEveryStore
@Tag("O3")
class IssueSearchTest {

  private final Plans plans;
  private final TestNode node;
  private final IssueSearch search;
  private final RunSearch runs;

  IssueSearchTest(Store on) {
    DataSource store = on.open();
    plans = new Plans(store);
    node = new TestNode(plans.watched());
    search = node.container.get(IssueSearch.class);
    runs = node.container.get(RunSearch.class);
    node.saveTasks("shop", "  - one: {set: {a: 1}}\n");
    node.saveTasks("bank", "  - one: {set: {a: 1}}\n");
  }

  @AfterEach
  void close() {
    node.close();
  }

  private String fail(String workflow, String detail) {
    node.clock.move(Duration.ofSeconds(1));
    String run = node.start(workflow);
    String problem =
        """
        {"type": "urn:x", "status": 500, "title": "Refused",
        "task": {"name": "one", "pointer": "/do/0/one"}, "detail": "%s"}"""
            .formatted(detail);
    node.end(node.claim("a", run), Ending.failed(problem, null, node.clock.instant()));
    return run;
  }

  private String issue(String run) {
    return Objects.requireNonNull(node.run(run).issue());
  }

  private void become(String run, IssueState state) {
    node.container
        .get(IssueLedger.class)
        .change(node.workspace, issue(run), state, Optional.empty(), "ada");
  }

  private static IssueQuery query(Optional<IssueState> state, String workflow, String text) {
    return new IssueQuery(
        state,
        Optional.of(workflow).filter(it -> !it.isEmpty()),
        Optional.of(text).filter(it -> !it.isEmpty()),
        Optional.empty(),
        50);
  }

  private List<IssueLine> find(IssueQuery query) {
    return search.find(node.workspace, query).items();
  }

  private List<IssueLine> all() {
    return find(query(Optional.empty(), "", ""));
  }

  @Test
  void issuesAreListedByTheirLatestFailure() {
    String late = fail("shop", "order 1 is late");
    fail("shop", "order 2 is lost");
    fail("bank", "order 3 is late");
    String newest = fail("shop", "order 4 is late");

    List<IssueLine> lines = all();

    assertThat(lines).extracting(IssueLine::workflow).containsExactly("shop", "bank", "shop");
    IssueLine first = lines.get(0);
    assertThat(first.id()).isEqualTo(issue(late));
    assertThat(first.error()).isEqualTo("Refused · order * is late");
    assertThat(first.task()).isEqualTo("one");
    assertThat(first.count()).isEqualTo(2);
    assertThat(first.more()).isFalse();
    assertThat(first.firstAt()).isEqualTo(node.run(late).endedAt());
    assertThat(first.lastAt()).isEqualTo(node.run(newest).endedAt());
    assertThat(first.sample().runId()).isEqualTo(newest);
    assertThat(Objects.requireNonNull(first.sample().problem()).detail())
        .isEqualTo("order 4 is late");
  }

  @Test
  void filtersAreCombined() {
    String late = fail("shop", "order 1 is late");
    String lost = fail("shop", "100% of order 2 is lost_ in Ä");
    String bank = fail("bank", "order 3 is late");
    become(late, IssueState.RESOLVED);
    become(lost, IssueState.ACKNOWLEDGED);
    assertThat(ids(query(Optional.of(IssueState.OPEN), "", ""))).containsExactly(issue(bank));
    assertThat(ids(query(Optional.of(IssueState.RESOLVED), "", ""))).containsExactly(issue(late));
    assertThat(ids(query(Optional.empty(), "shop", ""))).containsExactly(issue(lost), issue(late));
    assertThat(ids(query(Optional.empty(), node.run(bank).workflowId(), "")))
        .containsExactly(issue(bank));
    assertThat(ids(query(Optional.empty(), "", "IS LATE")))
        .containsExactly(issue(bank), issue(late));
    assertThat(ids(query(Optional.empty(), "", "LOST_ in ä"))).containsExactly(issue(lost));
    assertThat(ids(query(Optional.empty(), "", "s_op"))).isEmpty();
    assertThat(ids(query(Optional.empty(), "", "Bank one"))).containsExactly(issue(bank));
    assertThat(ids(query(Optional.of(IssueState.OPEN), "shop", "late"))).isEmpty();
    assertThat(search.count(node.workspace, IssueState.OPEN)).isEqualTo(1);
    assertThat(search.count(node.workspace, IssueState.RESOLVED)).isEqualTo(1);
  }

  private List<String> ids(IssueQuery query) {
    return find(query).stream().map(IssueLine::id).toList();
  }

  @Test
  void pagesAreCompleteAndDisjoint() {
    for (String letter : List.of("a", "b", "c", "d", "e")) {
      fail("shop", letter);
      fail("shop", "a");
    }
    List<String> seen = new ArrayList<>();
    Optional<String> before = Optional.empty();
    do {
      Page<IssueLine, String> page =
          search.find(
              node.workspace,
              new IssueQuery(Optional.empty(), Optional.empty(), Optional.empty(), before, 2));
      page.items().forEach(line -> seen.add(line.id()));
      before = page.next();
    } while (before.isPresent());
    assertThat(seen).isEqualTo(all().stream().map(IssueLine::id).toList()).hasSize(5);
  }

  @Test
  void theCountEqualsTheListOfRuns() {
    List<String> failed = new ArrayList<>();
    for (int n = 0; n < 7; n++) {
      failed.add(0, fail("shop", "order " + n + " is late"));
      fail("shop", "order " + n + " is lost");
      fail("bank", "order " + n + " is late");
    }
    for (IssueLine line : all()) {
      RunQuery query = RunFilter.ofIssue(line.id()).page(Optional.empty(), 50);
      assertThat(runs.find(node.workspace, query).runs()).hasSize((int) line.count()).hasSize(7);
      assertThat(runs.count(node.workspace, query, 100)).isEqualTo(line.count());
    }
    RunFilter filter =
        new RunFilter("failed", "shop", null, null, null, issue(failed.get(0)), null, null, null);
    assertThat(runs.find(node.workspace, filter.page(Optional.empty(), 3)).runs())
        .extracting(RunLine::runId)
        .isEqualTo(failed.subList(0, 3));
    RunFilter other =
        new RunFilter("succeeded", null, null, null, null, issue(failed.get(0)), null, null, null);
    assertThat(runs.find(node.workspace, other.page(Optional.empty(), 3)).runs()).isEmpty();
    assertThat(RunFilter.stored(filter.toJson())).isEqualTo(filter);
  }

  @Test
  void otherWorkspacesSeeNothing() {
    String run = fail("shop", "order 1 is late");
    String other =
        node.container.get(Workspaces.class).create("other", "a secret").orElseThrow().id();
    assertThat(search.find(other, query(Optional.empty(), "", "")).items()).isEmpty();
    assertThat(search.find(other, issue(run))).isEmpty();
    assertThat(runs.find(other, RunFilter.ofIssue(issue(run)).page(Optional.empty(), 5)).runs())
        .isEmpty();
    assertThat(search.find(node.workspace, issue(run))).isPresent();
    assertThat(search.find(node.workspace, Ids.next(1))).isEmpty();
    assertThat(search.find(node.workspace, "none")).isEmpty();
  }

  @Test
  void anIssueWithoutRunsIsNotFound() {
    String run = fail("shop", "order 1 is late");
    String issue = issue(run);
    node.container.inTransaction(
        () ->
            node.container
                .entities()
                .createQuery("delete from Run r where r.id = :id")
                .setParameter("id", run)
                .executeUpdate());
    assertThat(all()).isEmpty();
    assertThat(search.find(node.workspace, issue)).isEmpty();
    assertThat(search.count(node.workspace, IssueState.OPEN)).isZero();
  }

  @Test
  void searchesReadOnlyIndexesOfRuns() throws Exception {
    for (int n = 0; n < 400; n++) {
      fail(n % 2 == 0 ? "shop" : "bank", "x".repeat(1 + n % 20));
    }
    plans.analyze();
    plans.clear();
    List<IssueLine> lines = find(query(Optional.of(IssueState.OPEN), "", ""));
    assertThat(lines).hasSize(20);
    var unused = search.count(node.workspace, IssueState.OPEN);
    assertThat(plans.size()).isGreaterThanOrEqualTo(4);
    assertThat(plans.mostRead()).as("rows of one node of a plan").isLessThanOrEqualTo(401);
  }
}
