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
import drawbridge.run.worker.Works;
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
  private static Works works;
  private static OldSteps steps;
  private static OldRuns runs;

  @Parameter Store on;
  private String before;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = new SwitchedStore(on.open());
    plans = new Plans(store);
    works = new Works(plans.watched());
    steps = works.container.get(OldSteps.class);
    runs = works.container.get(OldRuns.class);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  /** What a test makes lies behind what others made. */
  @BeforeEach
  void laterThanTheOthers() {
    works.clock.move(Duration.ofSeconds(1));
    before = Ids.floor(works.clock.instant());
  }

  @Test
  void theJournalGoesAtItsAgeAndNotBeforeAndItsRunStays() {
    String run = ended(SET);

    steps.remove(endOf(run).minusNanos(1_000), before, ALL);
    assertThat(works.steps(run)).hasSize(1);
    steps.remove(endOf(run), before, ALL);
    assertThat(works.steps(run)).isEmpty();
    assertThat(works.output(run)).isEqualTo("{\"a\":1}");
  }

  @Test
  void aRunGoesAtItsAgeAndNotBeforeAndOnlyAfterItsJournal() {
    String run = ended(SET);

    runs.remove(endOf(run), before, ALL);
    assertThat(works.ledger.find(run)).isPresent();
    steps.remove(endOf(run), before, ALL);
    runs.remove(endOf(run).minusNanos(1_000), before, ALL);
    assertThat(works.ledger.find(run)).isPresent();
    assertThat(runs.remove(endOf(run), before, ALL)).isEqualTo(new Batch(1, Optional.empty()));
    assertThat(works.ledger.find(run)).isEmpty();
  }

  @Test
  void anUnfinishedRunStaysWithItsJournalHoweverOldItIs() {
    works.tasks("waits", WAIT);
    String run = works.start("waits");
    works.work();
    works.clock.move(Duration.ofDays(1_000));

    removeAll();

    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    assertThat(works.steps(run)).hasSize(1);
    works.cancel(run);
    removeAll();
    assertThat(works.ledger.find(run)).isEmpty();
  }

  @Test
  void aChildStaysUntilItsParentHasEnded() {
    works.tasks("leaf", SET);
    works.tasks("parent", CHILD.formatted(true) + WAIT);
    String parent = works.start("parent");
    works.work();
    String child = childOf(parent);
    assertThat(works.state(child)).isEqualTo(RunState.SUCCEEDED);

    removeAll();
    assertThat(works.ledger.find(child)).isPresent();

    works.cancel(parent);
    removeAll();
    assertThat(works.ledger.findAll(List.of(parent, child))).isEmpty();
  }

  @Test
  void aParentStaysUntilItsChildrenHaveEnded() {
    works.tasks("leaf", WAIT);
    works.tasks("parent", CHILD.formatted(false));
    String parent = works.start("parent");
    works.work();
    String child = childOf(parent);
    assertThat(works.state(parent)).isEqualTo(RunState.SUCCEEDED);

    removeAll();
    assertThat(works.ledger.find(parent)).isPresent();

    works.cancel(child);
    removeAll();
    assertThat(works.ledger.findAll(List.of(parent, child))).isEmpty();
  }

  @Test
  void aReplayStaysWhenItsOriginalGoes() {
    String run = ended(SET);
    works.clock.move(Duration.ofDays(1));
    Instant until = endOf(run);
    String replay = works.ledger.replay(works.run(run), works.tasks("one", SET));
    works.work();

    steps.remove(until, before, ALL);
    runs.remove(until, before, ALL);

    assertThat(works.ledger.find(run)).isEmpty();
    assertThat(works.run(replay).replayOf()).isEqualTo(run);
  }

  @Test
  void aJournalThatIsLongerThanABatchGoesFromItsEndSoThatTheRestCanBeReplayedFrom() {
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
  void aJournalThatWasRemovedCannotBeReplayedFromAndTheAnswerSaysWhy() {
    String run = ended(SET);
    steps.remove(endOf(run), before, ALL);

    ReplayOutcome replayed =
        works.container.get(Replays.class).from(works.run(run), works.tasks("one", SET), "/0");

    String word = replayed.match(opened -> "opened", impossible -> impossible.detail());
    assertThat(word).contains("removed").contains("from the top");
  }

  @Test
  void aBatchRemovesNoMoreThanItWasAskedForAndTheNextGoesOnBehindIt() {
    List<String> old = past(25, 2);
    Instant until = works.clock.instant();

    Batch first = steps.remove(until, before, 10);
    assertThat(first.removed()).isEqualTo(8); // whole journals
    assertThat(first.next()).hasValue(old.get(3));
    assertThat(allOf(next -> steps.remove(until, next, 10), before)).isEqualTo(42);

    Batch runsFirst = runs.remove(until, before, 10);
    assertThat(runsFirst).isEqualTo(new Batch(10, Optional.of(old.get(9))));
    assertThat(allOf(next -> runs.remove(until, next, 10), old.get(9))).isEqualTo(15);
  }

  @Test
  void whoComesWhileAnotherRemovesPassesOverAndDoesNotWait() {
    past(5, 2);
    Instant until = works.clock.instant();
    works.container.inTransaction(
        () -> {
          assertThat(steps.remove(until, before, ALL).removed()).isEqualTo(10);
          assertThat(elsewhere(() -> steps.remove(until, before, ALL)).removed()).isZero();
        });
    works.container.inTransaction(
        () -> {
          assertThat(runs.remove(until, before, ALL).removed()).isEqualTo(5);
          assertThat(elsewhere(() -> runs.remove(until, before, ALL)).removed()).isZero();
        });
  }

  @Test
  void manyWhoRemoveAtOnceRemoveEachRowOnce() {
    past(300, 1);
    Instant until = works.clock.instant();
    assertThat(together(next -> steps.remove(until, next, 20))).isEqualTo(300);
    assertThat(together(next -> runs.remove(until, next, 20))).isEqualTo(300);
  }

  @Test
  void aStoreThatIsAwayDelaysItOnly() {
    String run = ended(SET);
    works.clock.move(Duration.ofDays(31));
    Purge purge = new Purge("steps", new Age(Duration.ofDays(30)), works.clock, steps::remove);
    store.off();
    assertThat(purge.batch()).isEqualTo(Duration.ofMinutes(1));
    store.on();
    assertThat(works.steps(run)).hasSize(1);
    purge.batch();
    assertThat(works.steps(run)).isEmpty();
  }

  @Test
  void noBatchReadsAWholeTable() throws Exception {
    past(20_000, 1);
    Instant until = works.clock.instant();
    plans.analyze();
    plans.clear();

    steps.remove(until, before, 20);
    runs.remove(until, before, 20);

    assertThat(plans.size()).isEqualTo(6);
    assertThat(plans.wholeTables()).isEmpty();
  }

  private static String ended(String tasks) {
    works.tasks("one", tasks);
    String run = works.start("one");
    works.work();
    return run;
  }

  private List<String> past(int count, int stepsEach) {
    Instant from = works.clock.instant();
    works.clock.move(Duration.ofMillis(count));
    return new PastRuns(store, works.workspace).runs(count, stepsEach, from);
  }

  private static Instant endOf(String run) {
    return Objects.requireNonNull(works.run(run).endedAt());
  }

  private static String childOf(String run) {
    return works.ledger.child(run, "/0").map(Run::id).orElseThrow();
  }

  private static List<String> keys(String run) {
    return works.steps(run).stream().map(Step::key).toList();
  }

  private void removeAll() {
    Instant until = works.clock.instant();
    allOf(next -> steps.remove(until, next, ALL), before);
    allOf(next -> runs.remove(until, next, ALL), before);
  }

  private interface Remover {
    Batch behind(String id);
  }

  /** Batch after batch; answers how many rows went. */
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
    for (int node = 0; node < 4; node++) {
      all.add(CompletableFuture.supplyAsync(() -> allOf(remover, before)));
    }
    int removed = all.stream().mapToInt(CompletableFuture::join).sum();
    return removed + allOf(remover, before); // what all of them passed over
  }

  private static Batch elsewhere(java.util.function.Supplier<Batch> work) {
    return CompletableFuture.supplyAsync(work).orTimeout(5, SECONDS).join();
  }
}
