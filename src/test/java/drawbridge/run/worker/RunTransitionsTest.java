package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.json.Json;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Nodes;
import drawbridge.run.control.RunEnd;
import drawbridge.run.control.Steps;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.interpreter.Children;
import drawbridge.run.journal.LeaseLost;
import drawbridge.run.journal.StepRecord;
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

/** Concurrent transitions of runs. */
@OnEveryStore
class RunTransitionsTest {

  private static final int ROUNDS = 20;
  private static ExecutorService threads;
  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store store) {
    threads = Executors.newFixedThreadPool(2);
    node = new TestNode(store.open());
    node.saveTasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    threads.shutdownNow();
    node.close();
  }

  private static boolean cancel(String run) {
    node.cancel(run);
    return true;
  }

  private static boolean succeed(RunLease lease) {
    return node.end(lease, Ending.succeeded("{}", "{}", node.clock.instant()));
  }

  /** Calls both on separate threads at the same time. */
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
    return node.container.get(ChildLedger.class).start(order).orElseThrow().toString();
  }

  @Test
  @Tag("X10")
  void aRunIsEitherCancelledOrEnded() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String run = node.start("one");
      RunLease lease = node.claim("a", run);
      List<Boolean> results = atOnce(() -> succeed(lease), () -> cancel(run));
      assertThat(results.get(0)).isTrue();
      assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    }
  }

  @Test
  @Tag("X10")
  void aCancelledRunThatParksDoesNotWait() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String run = node.start("one");
      RunLease lease = node.claim("a", run);
      atOnce(
          () ->
              node.transitions.park(
                  lease, List.of(), node.clock.instant().plus(Duration.ofDays(1)), List.of()),
          () -> cancel(run));
      node.runDue();
      assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
    }
  }

  @Test
  @Tag("X3")
  void twoNodesNeverClaimTheSameRun() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      List<String> runs = new ArrayList<>();
      for (int n = 0; n < 10; n++) {
        runs.add(node.start("one"));
      }
      List<List<RunLease>> claimed = atOnce(() -> node.claim("a", 10), () -> node.claim("b", 10));
      List<String> all = new ArrayList<>();
      claimed.forEach(some -> some.forEach(lease -> all.add(lease.id())));
      all.addAll(node.claim("a", 100).stream().map(RunLease::id).toList());
      assertThat(all).doesNotHaveDuplicates().containsAll(runs);
    }
  }

  @Test
  @Tag("X3")
  void aNodeWithALostLeaseWritesNothing() {
    String run = node.start("one");
    RunLease old = node.claim("dead", run);
    node.container.get(Nodes.class).takeOver(Duration.ofHours(1));
    RunLease current = node.claim("alive", run);
    assertThat(current.epoch()).isEqualTo(old.epoch() + 1);
    assertThat(current.resumed()).isTrue();
    JpaJournal journal = new JpaJournal(old, List.of(), node.steps, () -> false);

    assertThatThrownBy(() -> journal.commit(line("/0"))).isInstanceOf(LeaseLost.class);
    assertThat(node.transitions.park(old, journal.pending(), null, List.of())).isFalse();
    assertThat(succeed(old)).isFalse();
    assertThat(node.transitions.handBack(old)).isFalse();
    node.transitions.release(run, "dead");

    assertThat(node.steps(run)).isEmpty();
    assertThat(node.run(run).node()).isEqualTo("alive");
    assertThat(succeed(current)).isTrue();
  }

  @Test
  @Tag("X3")
  void aLostLeaseDoesNotKeepOtherRunsFromEnding() {
    List<String> runs = List.of(node.start("one"), node.start("one"), node.start("one"));
    List<RunLease> lost = claim("dead", runs);
    node.container.get(Nodes.class).takeOver(Duration.ofHours(1));
    List<RunLease> held = claim("alive", runs);

    assertThat(
            node.transitions.end(
                List.of(ending(held.get(2)), ending(lost.get(0)), ending(held.get(1)))))
        .containsExactly(true, false, true);
    assertThat(runs)
        .extracting(node::state)
        .containsExactly(RunState.RUNNING, RunState.SUCCEEDED, RunState.SUCCEEDED);
    assertThat(runs).extracting(run -> node.steps(run).size()).containsExactly(0, 1, 1);
    assertThat(node.transitions.end(List.of(ending(held.get(0)), ending(held.get(1)))))
        .containsExactly(true, false);
  }

  @Test
  @Tag("X10")
  void runsThatEndConcurrentlyInOppositeOrderEndOnce() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      List<String> runs = List.of(node.start("one"), node.start("one"), node.start("one"));
      List<RunEnd> ends = new ArrayList<>(claim("a", runs).stream().map(it -> ending(it)).toList());
      List<RunEnd> reversed = new ArrayList<>(ends);
      Collections.reverse(reversed);
      boolean isCancelled = i % 2 == 0;

      List<List<Boolean>> results =
          atOnce(
              () -> node.transitions.end(ends),
              () -> isCancelled ? cancelAll(runs) : node.transitions.end(reversed));

      assertThat(results.get(0)).hasSize(3);
      assertThat(runs).extracting(node::state).containsOnly(RunState.SUCCEEDED);
      assertThat(runs).extracting(run -> node.steps(run).size()).containsOnly(1);
    }
  }

  @Test
  void aChildMustEndAlone() {
    String parent = node.start("one");
    RunLease held = node.claim("a", parent);
    RunLease child = node.claim("a", child(parent, held, "/0"));

    assertThatThrownBy(() -> node.transitions.end(List.of(ending(held), ending(child))))
        .hasStackTraceContaining("a child run must end alone");
    assertThat(node.state(parent)).isEqualTo(RunState.RUNNING);
    assertThat(node.transitions.end(List.of(ending(child)))).containsExactly(true);
    assertThat(node.transitions.end(List.of(ending(held)))).containsExactly(true);
  }

  private static List<Boolean> cancelAll(List<String> runs) {
    return runs.stream().map(RunTransitionsTest::cancel).toList();
  }

  private static List<RunLease> claim(String nodeId, List<String> runs) {
    return node.claim(nodeId, 1_000).stream()
        .filter(lease -> runs.contains(lease.id()))
        .sorted(Comparator.comparing(lease -> runs.indexOf(lease.id())))
        .toList();
  }

  private static RunEnd ending(RunLease lease) {
    return new RunEnd(
        lease,
        List.of(new Steps.Line(line("/0"), 0, true)),
        Ending.succeeded("{}", "{}", node.clock.instant()));
  }

  @Test
  @Tag("X4")
  void linesKeepTheOrderOfTheirFirstWriteAcrossLeases() throws LeaseLost {
    String run = node.start("one");
    RunLease first = node.claim("a", run);
    JpaJournal journal = new JpaJournal(first, List.of(), node.steps, () -> false);
    journal.note(line("/0"));
    journal.commit(line("/1"));
    journal.note(line("/2"));
    node.transitions.park(first, journal.pending(), node.clock.instant(), List.of());

    RunLease second = node.claim("b", run);
    JpaJournal resumed = new JpaJournal(second, node.steps(run), node.steps, () -> false);
    resumed.note(line("/3"));
    resumed.note(line("/1"));
    resumed.commit(line("/4"));
    assertThat(node.steps(run))
        .extracting(step -> step.key() + step.position())
        .containsExactly("/00", "/11", "/22", "/33", "/44");
    assertThat(succeed(second)).isTrue();
  }

  @Test
  @Tag("X3")
  void aStepStartsOneChildWhenRepeatedConcurrently() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String parent = node.start("one");
      RunLease held = node.claim("a", parent);
      Callable<String> start =
          () -> {
            try {
              return child(parent, held, "/0");
            } catch (RuntimeException lostTheRace) {
              return child(parent, held, "/0"); // a repeated step finds the child
            }
          };
      List<String> children = atOnce(start, start);
      assertThat(children.get(0)).isEqualTo(children.get(1));
    }
  }

  @Test
  void aChildThatEndsWhileItsParentParksWakesIt() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String parent = node.start("one");
      RunLease held = node.claim("a", parent);
      String child = child(parent, held, "/0");
      RunLease childHeld = node.claim("a", child);
      atOnce(
          () ->
              node.transitions.park(
                  held, List.of(), node.clock.instant().plus(Duration.ofDays(1)), List.of(child)),
          () -> succeed(childHeld));
      Run waiting = node.run(parent);
      assertThat(waiting.state()).isEqualTo(RunState.WAITING);
      assertThat(waiting.dueAt()).isEqualTo(node.clock.instant());
      node.runDue();
      assertThat(node.state(parent)).isEqualTo(RunState.SUCCEEDED);
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
        node.clock.instant(),
        node.clock.instant());
  }
}
