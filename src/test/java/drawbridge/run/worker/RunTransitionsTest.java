package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Json;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunTransitions;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.LeaseLost;
import drawbridge.run.interpreter.StepRecord;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What two may do to a run at once. */
@OnEveryStore
class RunTransitionsTest {

  private static final int ROUNDS = 20;
  private static ExecutorService threads;
  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store store) {
    threads = Executors.newFixedThreadPool(2);
    works = new Works(store.open());
    works.tasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    threads.shutdownNow();
    works.close();
  }

  private static boolean succeed(RunLease lease) {
    return works.end(lease, Ending.succeeded("{}", "{}", works.clock.instant()));
  }

  /** Both at once, as near as threads allow. */
  private static <T> List<T> atOnce(Callable<T> one, Callable<T> other) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    List<Future<T>> both = new ArrayList<>();
    for (Callable<T> work : List.of(one, other)) {
      both.add(
          threads.submit(
              () -> {
                start.await();
                return work.call();
              }));
    }
    return List.of(both.get(0).get(30, TimeUnit.SECONDS), both.get(1).get(30, TimeUnit.SECONDS));
  }

  private static String child(String parent, RunLease held, String step) {
    var order =
        new Children.Order(UUID.fromString(parent), step, "one", "latest", Json.object(), 1);
    assertThat(held.id()).isEqualTo(parent);
    return ((Children.Start.Started) works.container.get(ChildLedger.class).start(order))
        .childId()
        .toString();
  }

  @Test
  @Tag("X10")
  void aCancelAndAnEndNeverBothHappen() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String run = works.start("one");
      RunLease lease = works.take("a", run);
      List<Boolean> told = atOnce(() -> succeed(lease), () -> !works.ledger.cancel(run).isEmpty());
      assertThat(told.get(0)).isTrue();
      assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
      assertThat(works.ledger.cancel(run)).isEmpty();
    }
  }

  @Test
  @Tag("X10")
  void aCancelAndAParkLeaveNoRunThatWaits() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String run = works.start("one");
      RunLease lease = works.take("a", run);
      atOnce(
          () ->
              works.transitions.park(
                  lease, List.of(), works.clock.instant().plus(Duration.ofDays(1)), List.of()),
          () -> !works.ledger.cancel(run).isEmpty());
      works.work();
      assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
    }
  }

  @Test
  @Tag("X3")
  void twoNodesNeverTakeTheSameRun() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      List<String> runs = new ArrayList<>();
      for (int n = 0; n < 10; n++) {
        runs.add(works.start("one"));
      }
      List<List<RunLease>> taken = atOnce(() -> works.take("a", 10), () -> works.take("b", 10));
      List<String> all = new ArrayList<>();
      taken.forEach(some -> some.forEach(lease -> all.add(lease.id())));
      all.addAll(works.take("a", 100).stream().map(RunLease::id).toList());
      assertThat(all).doesNotHaveDuplicates().containsAll(runs);
    }
  }

  @Test
  @Tag("X3")
  void aNodeThatLostItsRunWritesNothingMore() {
    String run = works.start("one");
    RunLease old = works.take("dead", run);
    works.container.get(Nodes.class).takeOver(Duration.ofHours(1));
    RunLease current = works.take("alive", run);
    assertThat(current.epoch()).isEqualTo(old.epoch() + 1);
    assertThat(current.resumed()).isTrue();
    JpaJournal journal = new JpaJournal(old, List.of(), works.steps, () -> false);

    assertThatThrownBy(() -> journal.commit(line("/0"))).isInstanceOf(LeaseLost.class);
    assertThat(works.transitions.park(old, journal.pending(), null, List.of())).isFalse();
    assertThat(succeed(old)).isFalse();
    assertThat(works.transitions.handBack(old)).isFalse();
    works.transitions.release(run, "dead");

    assertThat(works.steps(run)).isEmpty();
    assertThat(works.run(run).node()).isEqualTo("alive");
    assertThat(succeed(current)).isTrue();
  }

  @Test
  @Tag("X3")
  void ofRunsThatEndTogetherEachIsWrittenUnlessSomebodyElseHoldsIt() {
    List<String> runs = List.of(works.start("one"), works.start("one"), works.start("one"));
    List<RunLease> lost = take("dead", runs);
    works.container.get(Nodes.class).takeOver(Duration.ofHours(1));
    List<RunLease> held = take("alive", runs);

    assertThat(
            works.transitions.end(
                List.of(ending(held.get(2)), ending(lost.get(0)), ending(held.get(1)))))
        .containsExactly(true, false, true);
    assertThat(runs)
        .extracting(works::state)
        .containsExactly(RunState.RUNNING, RunState.SUCCEEDED, RunState.SUCCEEDED);
    assertThat(runs).extracting(run -> works.steps(run).size()).containsExactly(0, 1, 1);
    assertThat(works.transitions.end(List.of(ending(held.get(0)), ending(held.get(1)))))
        .containsExactly(true, false);
  }

  @Test
  @Tag("X10")
  void runsThatEndTogetherInOppositeOrderOrAreCancelledMeanwhileEndOnce() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      List<String> runs = List.of(works.start("one"), works.start("one"), works.start("one"));
      List<RunTransitions.End> ends =
          new ArrayList<>(take("a", runs).stream().map(it -> ending(it)).toList());
      List<RunTransitions.End> reversed = new ArrayList<>(ends);
      Collections.reverse(reversed);
      boolean isCancelled = i % 2 == 0;

      List<List<Boolean>> told =
          atOnce(
              () -> works.transitions.end(ends),
              () -> isCancelled ? cancelAll(runs) : works.transitions.end(reversed));

      assertThat(told.get(0)).hasSize(3);
      assertThat(runs).extracting(works::state).containsOnly(RunState.SUCCEEDED);
      assertThat(runs).extracting(run -> works.steps(run).size()).containsOnly(1);
    }
  }

  @Test
  void aChildEndsAlone() {
    String parent = works.start("one");
    RunLease held = works.take("a", parent);
    RunLease child = works.take("a", child(parent, held, "/0"));

    assertThatThrownBy(() -> works.transitions.end(List.of(ending(held), ending(child))))
        .hasStackTraceContaining("a child ends alone");
    assertThat(works.state(parent)).isEqualTo(RunState.RUNNING);
    assertThat(works.transitions.end(List.of(ending(child)))).containsExactly(true);
    assertThat(works.transitions.end(List.of(ending(held)))).containsExactly(true);
  }

  private static List<Boolean> cancelAll(List<String> runs) {
    return runs.stream().map(run -> works.ledger.cancel(run).isEmpty()).toList();
  }

  private static List<RunLease> take(String node, List<String> runs) {
    return works.take(node, 1_000).stream()
        .filter(lease -> runs.contains(lease.id()))
        .sorted(Comparator.comparing(lease -> runs.indexOf(lease.id())))
        .toList();
  }

  private static RunTransitions.End ending(RunLease lease) {
    return new RunTransitions.End(
        lease,
        List.of(new Steps.Line(line("/0"), 0, true)),
        Ending.succeeded("{}", "{}", works.clock.instant()));
  }

  @Test
  @Tag("X4")
  void linesKeepTheOrderOfTheirFirstWritingAcrossStarts() throws LeaseLost {
    String run = works.start("one");
    RunLease first = works.take("a", run);
    JpaJournal journal = new JpaJournal(first, List.of(), works.steps, () -> false);
    journal.note(line("/0"));
    journal.commit(line("/1"));
    journal.note(line("/2"));
    works.transitions.park(first, journal.pending(), works.clock.instant(), List.of());

    RunLease second = works.take("b", run);
    JpaJournal resumed = new JpaJournal(second, works.steps(run), works.steps, () -> false);
    resumed.note(line("/3"));
    resumed.note(line("/1"));
    resumed.commit(line("/4"));
    assertThat(works.steps(run))
        .extracting(step -> step.key() + step.position())
        .containsExactly("/00", "/11", "/22", "/33", "/44");
    assertThat(succeed(second)).isTrue();
  }

  @Test
  @Tag("X3")
  void aStepStartsOneChildHoweverOftenItIsAsked() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String parent = works.start("one");
      RunLease held = works.take("a", parent);
      Callable<String> start =
          () -> {
            try {
              return child(parent, held, "/0");
            } catch (RuntimeException lostTheRace) {
              return child(parent, held, "/0"); // whoever repeats the step finds it
            }
          };
      List<String> children = atOnce(start, start);
      assertThat(children.get(0)).isEqualTo(children.get(1));
    }
  }

  @Test
  void aChildThatEndsWhileItsParentParksIsNotMissed() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String parent = works.start("one");
      RunLease held = works.take("a", parent);
      String child = child(parent, held, "/0");
      RunLease childHeld = works.take("a", child);
      atOnce(
          () ->
              works.transitions.park(
                  held, List.of(), works.clock.instant().plus(Duration.ofDays(1)), List.of(child)),
          () -> succeed(childHeld));
      Run waiting = works.run(parent);
      assertThat(waiting.state()).isEqualTo(RunState.WAITING);
      assertThat(waiting.dueAt()).isEqualTo(works.clock.instant());
      works.work();
      assertThat(works.state(parent)).isEqualTo(RunState.SUCCEEDED);
    }
  }

  private static StepRecord line(String key) {
    return new StepRecord(
        key,
        "task",
        "set",
        StepRecord.Status.DONE,
        1,
        null,
        Json.object(),
        null,
        null,
        works.clock.instant(),
        works.clock.instant());
  }
}
