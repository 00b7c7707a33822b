package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.json.Json;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.interpreter.Children;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@OnEveryStore
class DispatcherTest {

  private static final String WAIT =
      """
        - pause: {wait: {seconds: 10}}
        - after: {set: {done: true}}
      """;
  private static final String SET = "  - one: {set: {a: 1}}\n";
  private static final String PARENT =
      """
        - child: {run: {workflow: {namespace: tests, name: child, version: latest}, await: true}}
      """;

  private static DataSource store;
  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    store = on.open();
    node = new TestNode(store);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @Test
  @Tag("X5")
  void aWaitingRunStoresItsDueTimeAndHoldsNoThread() {
    node.saveTasks("wait", WAIT);
    String run = node.start("wait");
    node.runDue();

    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    assertThat(node.run(run).dueAt()).isEqualTo(node.clock.instant().plusSeconds(10));
    assertThat(node.run(run).node()).isNull();
    assertThat(node.executor.waiting()).isZero();
    assertThat(node.steps(run)).extracting(Step::status).containsExactly("WAITING");

    node.advance(Duration.ofMillis(9_999));
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    node.advance(Duration.ofMillis(2));
    assertThat(node.output(run)).isEqualTo("{\"done\":true}");
  }

  @Test
  @Tag("X5")
  void anotherNodeResumesTheWaitOfAStoppedNode() {
    node.saveTasks("wait", WAIT);
    String run = node.start("wait");
    node.runDue();
    node.clock.move(Duration.ofSeconds(11));
    try (TestNode other = new TestNode(store, node.clock, TestNode.SETTINGS)) {
      other.advance(Duration.ofSeconds(1));
      assertThat(other.output(run)).isEqualTo("{\"done\":true}");
      other.dispatcher.stop();
    }
  }

  @Test
  @Tag("X10")
  void aWaitingRunIsCancelledAtOnceWithItsChildren() {
    node.saveTasks("child", WAIT);
    node.saveTasks("parent", PARENT);
    String run = node.start("parent");
    node.runDue();
    String child = childOf(run);
    assertThat(node.state(child)).isEqualTo(RunState.WAITING);

    node.cancel(run);

    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(node.state(child)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aRunCancelledOnADeadNodeEndsAfterTheTakeover() {
    node.saveTasks("one", SET);
    String run = node.start("one");
    RunLease lost = node.claim("dead", run);
    node.cancel(run);
    node.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);

    node.runDue();

    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(node.end(lost, Ending.cancelled(node.clock.instant()))).isFalse();
  }

  @Test
  @Tag("X10")
  void aCancelledRunThatParksDoesNotWait() {
    node.saveTasks("wait", WAIT);
    String run = node.start("wait");
    RunLease lease = node.claim("me", run);
    node.transitions.cancel(run);
    node.transitions.park(lease, List.of(), node.clock.instant().plusSeconds(9), List.of());

    node.runDue();

    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aChildStartedDuringTheParentsCancellationIsCancelled() {
    node.saveTasks("child", WAIT);
    node.saveTasks("parent", PARENT);
    String run = node.start("parent");
    RunLease lease = node.claim("me", run);
    node.transitions.cancel(run);
    var order = new Children.Order(UUID.fromString(run), "/0", "child", "latest", Json.object(), 1);
    node.container.get(ChildLedger.class).start(order);

    node.end(lease, Ending.cancelled(node.clock.instant()));

    assertThat(node.state(childOf(run))).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aPauseHoldsNewRunsUntilTheResume() {
    node.saveTasks("wait", WAIT);
    String begun = node.start("wait");
    node.runDue();
    node.catalogue.pause(node.workspace, "wait", true);
    String held = node.startAtOnce("wait");
    node.advance(Duration.ofSeconds(11));
    assertThat(node.state(begun)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(held)).isEqualTo(RunState.QUEUED);

    node.catalogue.pause(node.workspace, "wait", false);
    node.advance(Duration.ofSeconds(12));
    assertThat(node.state(held)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X10")
  void aPauseDoesNotHoldARunOfADeadNode() {
    node.saveTasks("one", SET);
    String run = node.start("one");
    node.claim("dead", run);
    node.catalogue.pause(node.workspace, "one", true);
    node.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    node.catalogue.pause(node.workspace, "one", false);
  }

  @Test
  void aFullExecutorLeavesRunsInTheirLanesUntilTheSweep() {
    node.saveTasks("one", SET);
    String run = node.start("one");
    node.executor.full(true);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    assertThat(node.run(run).epoch()).isEqualTo(1);

    node.executor.full(false);
    node.advance(Duration.ofSeconds(1));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aNewRunBeginsInTheTransactionThatInsertsIt() {
    node.saveTasks("one", SET);
    String run = node.startAtOnce("one");
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(node.run(run).node()).isEqualTo(nodeOf(node));
    assertThat(node.run(run).startedAt()).isEqualTo(node.run(run).acceptedAt());

    assertThat(node.executor.step()).isTrue();
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.run(run).epoch()).isEqualTo(1);
    assertThat(node.slots.size()).isZero();
  }

  @Test
  void aNewRunWaitsBehindOlderRuns() {
    node.saveTasks("one", SET);
    String first = node.start("one");
    String second = node.startAtOnce("one");
    assertThat(node.state(second)).isEqualTo(RunState.QUEUED);
    node.runDue();
    assertThat(node.state(first)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(second)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRolledBackRunHoldsNoSlot() {
    node.saveTasks("one", SET);
    node.runDue(); // empties the lanes
    assertThatThrownBy(
            () ->
                node.container.inTransaction(
                    () -> {
                      node.startAtOnce("one");
                      assertThat(node.slots.size()).isOne();
                      throw new IllegalStateException("rollback");
                    }))
        .hasMessage("rollback");
    assertThat(node.slots.size()).isZero();
    assertThat(node.executor.step()).isFalse();
  }

  @Test
  void theSlotOfARolledBackRunIsReusedWithoutASweep() {
    node.saveTasks("one", SET);
    List<String> waiting = new ArrayList<>();
    assertThatThrownBy(
            () ->
                node.container.inTransaction(
                    () -> {
                      IntStream.range(0, 3).forEach(i -> node.startAtOnce("one"));
                      CompletableFuture.runAsync(
                              () -> {
                                waiting.add(node.startAtOnce("one"));
                                node.runDue();
                              })
                          .join();
                      throw new IllegalStateException("rollback");
                    }))
        .hasMessage("rollback");
    assertThat(waiting).extracting(node::state).containsExactly(RunState.QUEUED);
    node.runDue();
    assertThat(waiting).extracting(node::state).containsExactly(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X10")
  void aRunThatBeganAtOnceCanBeCancelled() {
    node.saveTasks("one", SET);
    String run = node.startAtOnce("one");
    node.cancel(run);
    node.runDue();
    assertThat(node.state(run)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aRunThatBeganAtOnceReturnsToItsLaneWhenTheExecutorIsFull() {
    node.saveTasks("one", SET);
    node.executor.full(true);
    String run = node.startAtOnce("one");
    assertThat(node.slots.size()).isZero();
    node.executor.full(false);
    node.advance(Duration.ofSeconds(3));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.run(run).losses()).isZero();
  }

  @Test
  void aStoppedNodeBeginsNoRuns() {
    node.saveTasks("one", SET);
    String run;
    try (TestNode other = new TestNode(store, node.clock, TestNode.SETTINGS)) {
      other.dispatcher.stop();
      run = other.startAtOnce("one");
    }
    assertThat(node.state(run)).isEqualTo(RunState.QUEUED);
    node.advance(Duration.ofSeconds(1));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void allRunsEndWhenTheyOutnumberTheSlots() {
    node.saveTasks("one", SET);
    List<String> runs = IntStream.range(0, 30).mapToObj(i -> node.start("one")).toList();
    node.runDue();
    assertThat(runs).allMatch(run -> node.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void aRunHeldWithoutALeaseReturnsToItsLane() {
    node.saveTasks("one", SET);
    String run = node.start("one");
    node.claim(nodeOf(node), run);
    node.advance(Duration.ofMillis(1_900));
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    node.advance(Duration.ofSeconds(Heartbeat.BEATS_OF_A_CHECK));
    assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aChildThatEndsBeforeItsParentParksWakesIt() {
    node.saveTasks("child", SET);
    node.saveTasks(
        "parent", PARENT.replace("await: true}", "await: true}, timeout: {after: PT1H}"));
    String run = node.start("parent");
    while (!node.run(run).state().equals(RunState.WAITING)) {
      assertThat(node.executor.step()).isTrue();
    }
    node.runDue();
    assertThat(node.output(run)).isEqualTo("{\"a\":1}");

    String late = node.start("parent");
    RunLease lease = node.claim("me", late);
    String child = node.start("child");
    node.runDue();
    node.transitions.park(lease, List.of(), node.clock.instant().plusSeconds(3600), List.of(child));
    assertThat(node.run(late).dueAt()).isEqualTo(node.clock.instant());
  }

  @Test
  @Tag("X7")
  void aRunThatWaitsForAnEndlessChildExceedsItsRunTime() {
    node.saveTasks("held", WAIT);
    node.saveTasks("holding", PARENT.replace("name: child", "name: held"));
    node.catalogue.pause(node.workspace, "held", true);
    String run = node.start("holding");
    node.runDue();
    node.clock.move(Duration.ofHours(24));
    node.advance(Duration.ofSeconds(1));
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "detail")).contains("run time").contains("PT24H");
  }

  private static String childOf(String run) {
    return node.ledger.child(run, "/0").map(Run::id).orElseThrow();
  }

  private static String nodeOf(TestNode node) {
    return node.container.get(Nodes.class).seen(Duration.ZERO).get(0).id();
  }
}
