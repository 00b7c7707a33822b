package drawbridge.run.control;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.PastRuns;
import drawbridge.fixture.Plans;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.platform.Age;
import drawbridge.platform.Ids;
import drawbridge.platform.store.Purge;
import drawbridge.platform.store.Purge.Batch;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.worker.TestNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class RetentionTest {

  private static final String SET = "  - one: {set: {a: 1}}\n";
  private static final String CHILD =
      "  - child: {run: {workflow: {namespace: tests, name: leaf, version: latest}, await: %s}}\n";
  private static final String WAIT = "  - pause: {wait: {hours: 1}}\n";
  private static final String LOOP =
      """
        - all:
            for: {each: n, in: '${ [1, 2, 3, 4, 5, 6] }'}
            do:
              - one: {set: {n: '${ $n }'}}
      """;
  private static final int ALL = 500;

  private static SwitchedStore store;
  private static Plans plans;
  private static TestNode node;
  private static OldSteps steps;
  private static OldRuns runs;

  @Parameter Store on;
  private String before;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = new SwitchedStore(on.open());
    plans = new Plans(store);
    node = new TestNode(plans.watched());
    steps = node.container.get(OldSteps.class);
    runs = node.container.get(OldRuns.class);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  /** Runs of this test are later than those of other tests. */
  @BeforeEach
  void moveClock() {
    node.clock.move(Duration.ofSeconds(1));
    before = Ids.floor(node.clock.instant());
  }

  @Test
  void aJournalIsRemovedAtItsAgeWithoutItsRun() {
    String run = ended(SET);

    steps.remove(endOf(run).minusNanos(1_000), before, ALL);
    assertThat(node.steps(run)).hasSize(1);
    steps.remove(endOf(run), before, ALL);
    assertThat(node.steps(run)).isEmpty();
    assertThat(node.output(run)).isEqualTo("{\"a\":1}");
  }

  @Test
  void aRunIsRemovedAtItsAgeAfterItsJournal() {
    String run = ended(SET);

    runs.remove(endOf(run), before, ALL);
    assertThat(node.ledger.find(run)).isPresent();
    steps.remove(endOf(run), before, ALL);
    runs.remove(endOf(run).minusNanos(1_000), before, ALL);
    assertThat(node.ledger.find(run)).isPresent();
    assertThat(runs.remove(endOf(run), before, ALL)).isEqualTo(new Batch(1, Optional.empty()));
    assertThat(node.ledger.find(run)).isEmpty();
  }

  @Test
  void anUnfinishedRunAndItsJournalAreKeptAtAnyAge() {
    node.saveTasks("waits", WAIT);
    String run = node.start("waits");
    node.runDue();
    node.clock.move(Duration.ofDays(1_000));

    removeAll();

    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    assertThat(node.steps(run)).hasSize(1);
    node.cancel(run);
    removeAll();
    assertThat(node.ledger.find(run)).isEmpty();
  }

  @Test
  void aChildIsKeptUntilItsParentHasEnded() {
    node.saveTasks("leaf", SET);
    node.saveTasks("parent", CHILD.formatted(true) + WAIT);
    String parent = node.start("parent");
    node.runDue();
    String child = childOf(parent);
    assertThat(node.state(child)).isEqualTo(RunState.SUCCEEDED);

    removeAll();
    assertThat(node.ledger.find(child)).isPresent();

    node.cancel(parent);
    removeAll();
    assertThat(node.ledger.findAll(List.of(parent, child))).isEmpty();
  }

  @Test
  void aParentIsKeptUntilItsChildrenHaveEnded() {
    node.saveTasks("leaf", WAIT);
    node.saveTasks("parent", CHILD.formatted(false));
    String parent = node.start("parent");
    node.runDue();
    String child = childOf(parent);
    assertThat(node.state(parent)).isEqualTo(RunState.SUCCEEDED);

    removeAll();
    assertThat(node.ledger.find(parent)).isPresent();

    node.cancel(child);
    removeAll();
    assertThat(node.ledger.findAll(List.of(parent, child))).isEmpty();
  }

  @Test
  void aReplayIsKeptWithoutItsOriginal() {
    String run = ended(SET);
    node.clock.move(Duration.ofDays(1));
    Instant until = endOf(run);
    String replay =
        node.container
            .get(Replays.class)
            .fromTop(node.run(run), node.saveTasks("one", SET))
            .match(ReplayOutcome.Started::runId, ReplayOutcome.Impossible::detail);
    node.runDue();

    steps.remove(until, before, ALL);
    runs.remove(until, before, ALL);

    assertThat(node.ledger.find(run)).isEmpty();
    assertThat(node.run(replay).replayOf()).isEqualTo(run);
  }

  @Test
  void aJournalLongerThanABatchIsRemovedFromItsEnd() {
    String run = ended(LOOP);
    List<String> keys = keys(run);
    assertThat(keys).hasSize(6);

    Batch first = steps.remove(endOf(run), before, 3);

    assertThat(first).isEqualTo(new Batch(3, Optional.of(before)));
    assertThat(keys(run)).isEqualTo(keys.subList(0, keys.size() - 3));
    while (steps.remove(endOf(run), before, 3).next().isPresent()) {
      assertThat(keys(run)).isEqualTo(keys.subList(0, keys(run).size()));
    }
    assertThat(keys(run)).isEmpty();
  }

  @Test
  void aReplayFromARemovedJournalIsRefusedWithTheReason() {
    String run = ended(SET);
    steps.remove(endOf(run), before, ALL);

    ReplayOutcome replayed =
        node.container.get(Replays.class).from(node.run(run), node.saveTasks("one", SET), "/0");

    String detail = replayed.match(started -> "started", impossible -> impossible.detail());
    assertThat(detail).contains("removed").contains("from the top");
  }

  @Test
  void aBatchRemovesUpToItsLimitAndTheNextOneContinues() {
    List<String> old = past(25, 2);
    Instant until = node.clock.instant();

    Batch first = steps.remove(until, before, 10);
    assertThat(first.removed()).isEqualTo(8); // whole journals
    assertThat(first.next()).hasValue(old.get(3));
    assertThat(allOf(next -> steps.remove(until, next, 10), before)).isEqualTo(42);

    Batch runsFirst = runs.remove(until, before, 10);
    assertThat(runsFirst).isEqualTo(new Batch(10, Optional.of(old.get(9))));
    assertThat(allOf(next -> runs.remove(until, next, 10), old.get(9))).isEqualTo(15);
  }

  @Test
  void aConcurrentRemovalSkipsLockedRowsAndDoesNotWait() {
    past(5, 2);
    Instant until = node.clock.instant();
    node.container.inTransaction(
        () -> {
          assertThat(steps.remove(until, before, ALL).removed()).isEqualTo(10);
          assertThat(elsewhere(() -> steps.remove(until, before, ALL)).removed()).isZero();
        });
    node.container.inTransaction(
        () -> {
          assertThat(runs.remove(until, before, ALL).removed()).isEqualTo(5);
          assertThat(elsewhere(() -> runs.remove(until, before, ALL)).removed()).isZero();
        });
  }

  @Test
  void concurrentRemovalsRemoveEachRowOnce() {
    past(300, 1);
    Instant until = node.clock.instant();
    assertThat(together(next -> steps.remove(until, next, 20))).isEqualTo(300);
    assertThat(together(next -> runs.remove(until, next, 20))).isEqualTo(300);
  }

  @Test
  void anUnavailableStoreDelaysARemoval() {
    String run = ended(SET);
    node.clock.move(Duration.ofDays(31));
    Purge purge = new Purge("steps", new Age(Duration.ofDays(30)), node.clock, steps::remove);
    store.off();
    assertThat(purge.batch()).isEqualTo(Duration.ofMinutes(1));
    store.on();
    assertThat(node.steps(run)).hasSize(1);
    purge.batch();
    assertThat(node.steps(run)).isEmpty();
  }

  @Test
  void aBatchReadsNoWholeTable() throws Exception {
    past(20_000, 1);
    Instant until = node.clock.instant();
    plans.analyze();
    plans.clear();

    steps.remove(until, before, 20);
    runs.remove(until, before, 20);

    assertThat(plans.size()).isEqualTo(6);
    assertThat(plans.wholeTables()).isEmpty();
  }

  private static String ended(String tasks) {
    node.saveTasks("one", tasks);
    String run = node.start("one");
    node.runDue();
    return run;
  }

  private List<String> past(int count, int stepsEach) {
    Instant from = node.clock.instant();
    node.clock.move(Duration.ofMillis(count));
    return new PastRuns(store, node.workspace).runs(count, stepsEach, from);
  }

  private static Instant endOf(String run) {
    return Objects.requireNonNull(node.run(run).endedAt());
  }

  private static String childOf(String run) {
    return node.ledger.child(run, "/0").map(Run::id).orElseThrow();
  }

  private static List<String> keys(String run) {
    return node.steps(run).stream().map(Step::key).toList();
  }

  private void removeAll() {
    Instant until = node.clock.instant();
    allOf(next -> steps.remove(until, next, ALL), before);
    allOf(next -> runs.remove(until, next, ALL), before);
  }

  private interface Remover {
    Batch behind(String id);
  }

  /** Removes batch after batch; returns the number of rows. */
  private static int allOf(Remover remover, String after) {
    int removed = 0;
    Optional<String> next = Optional.of(after);
    while (next.isPresent()) {
      Batch batch = remover.behind(next.get());
      removed += batch.removed();
      next = batch.next();
    }
    return removed;
  }

  private int together(Remover remover) {
    List<CompletableFuture<Integer>> all = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      all.add(CompletableFuture.supplyAsync(() -> allOf(remover, before)));
    }
    int removed = all.stream().mapToInt(CompletableFuture::join).sum();
    return removed + allOf(remover, before); // rows that all others skipped
  }

  private static Batch elsewhere(java.util.function.Supplier<Batch> work) {
    return CompletableFuture.supplyAsync(work).orTimeout(5, SECONDS).join();
  }
}
