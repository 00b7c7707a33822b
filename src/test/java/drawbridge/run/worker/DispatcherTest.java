package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Nodes;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.run.slots.RunLease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    store = on.open();
    works = new Works(store);
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  @Test
  @Tag("X5")
  void aRunThatWaitsStoresWhenItIsDueAndHoldsNoThread() {
    works.tasks("wait", WAIT);
    String run = works.start("wait");
    works.work();

    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    assertThat(works.run(run).dueAt()).isEqualTo(works.clock.instant().plusSeconds(10));
    assertThat(works.run(run).node()).isNull();
    assertThat(works.stepped.waiting()).isZero();
    assertThat(works.steps(run)).extracting(Step::status).containsExactly("WAITING");

    works.pass(Duration.ofMillis(9_999));
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    works.pass(Duration.ofMillis(2));
    assertThat(works.output(run)).isEqualTo("{\"done\":true}");
  }

  @Test
  @Tag("X5")
  void anotherNodeGoesOnWithAWaitOfANodeThatIsGone() {
    works.tasks("wait", WAIT);
    String run = works.start("wait");
    works.work();
    works.clock.move(Duration.ofSeconds(11));
    try (Works other = new Works(store, works.clock, Works.SETTINGS)) {
      other.pass(Duration.ofSeconds(1));
      assertThat(other.output(run)).isEqualTo("{\"done\":true}");
      other.dispatcher.stop();
    }
  }

  @Test
  @Tag("X10")
  void aWaitThatIsCancelledEndsAtOnceWithItsChildren() {
    works.tasks("child", WAIT);
    works.tasks("parent", PARENT);
    String run = works.start("parent");
    works.work();
    String child = childOf(run);
    assertThat(works.state(child)).isEqualTo(RunState.WAITING);

    works.cancel(run);

    assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(works.state(child)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aRunThatWasAskedToStopOnANodeThatDiedEndsCancelledAfterTheTakeOver() {
    works.tasks("one", SET);
    String run = works.start("one");
    RunLease lost = works.take("dead", run);
    works.cancel(run);
    works.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);

    works.work();

    assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
    assertThat(works.end(lost, Ending.cancelled(works.clock.instant()))).isFalse();
  }

  @Test
  @Tag("X10")
  void aRunThatParksAfterItWasCancelledEndsWithoutWaiting() {
    works.tasks("wait", WAIT);
    String run = works.start("wait");
    RunLease lease = works.take("me", run);
    works.ledger.cancel(run);
    works.transitions.park(lease, List.of(), works.clock.instant().plusSeconds(9), List.of());

    works.work();

    assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aChildThatIsStartedWhileItsParentIsCancelledIsCancelledToo() {
    works.tasks("child", WAIT);
    works.tasks("parent", PARENT);
    String run = works.start("parent");
    RunLease lease = works.take("me", run);
    works.ledger.cancel(run);
    var order =
        new drawbridge.run.interpreter.Children.Order(
            java.util.UUID.fromString(run),
            "/0",
            "child",
            "latest",
            drawbridge.platform.Json.object(),
            1);
    works.container.get(ChildLedger.class).start(order);

    works.end(lease, Ending.cancelled(works.clock.instant()));

    assertThat(works.state(childOf(run))).isEqualTo(RunState.CANCELLED);
  }

  @Test
  @Tag("X10")
  void aPauseHoldsNewRunsAndNotThoseThatWereBegunAndResumeLetsThemStart() {
    works.tasks("wait", WAIT);
    String begun = works.start("wait");
    works.work();
    works.catalogue.pause(works.workspace, "wait", true);
    String held = works.startAtOnce("wait");
    works.pass(Duration.ofSeconds(11));
    assertThat(works.state(begun)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.state(held)).isEqualTo(RunState.QUEUED);

    works.catalogue.pause(works.workspace, "wait", false);
    works.pass(Duration.ofSeconds(12));
    assertThat(works.state(held)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X10")
  void aPauseDoesNotHoldARunThatIsTakenOverFromADeadNode() {
    works.tasks("one", SET);
    String run = works.start("one");
    works.take("dead", run);
    works.catalogue.pause(works.workspace, "one", true);
    works.container.get(Nodes.class).takeOver(Duration.ofMinutes(1));
    works.work();
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
    works.catalogue.pause(works.workspace, "one", false);
  }

  @Test
  void aFullExecutorLeavesRunsInTheQueueUntilTheSweep() {
    works.tasks("one", SET);
    String run = works.start("one");
    works.stepped.full(true);
    works.work();
    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    assertThat(works.run(run).epoch()).isEqualTo(1);

    works.stepped.full(false);
    works.pass(Duration.ofSeconds(1));
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aNewRunBeginsInTheTransactionThatOpensIt() {
    works.tasks("one", SET);
    String run = works.startAtOnce("one");
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(works.run(run).node()).isEqualTo(nodeOf(works));
    assertThat(works.run(run).startedAt()).isEqualTo(works.run(run).acceptedAt());

    assertThat(works.stepped.step()).isTrue();
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.run(run).epoch()).isEqualTo(1);
    assertThat(works.bench.size()).isZero();
  }

  @Test
  void aNewRunWaitsWhereSomebodyMayWaitAlready() {
    works.tasks("one", SET);
    String first = works.start("one");
    String second = works.startAtOnce("one");
    assertThat(works.state(second)).isEqualTo(RunState.QUEUED);
    works.work();
    assertThat(works.state(first)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.state(second)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRunThatWasNotOpenedAfterAllHoldsNoPlace() {
    works.tasks("one", SET);
    assertThatThrownBy(
            () ->
                works.container.inTransaction(
                    () -> {
                      works.startAtOnce("one");
                      assertThat(works.bench.size()).isOne();
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(works.bench.size()).isZero();
    assertThat(works.stepped.step()).isFalse();
  }

  @Test
  void whoWaitedForThePlaceOfARunThatWasNotOpenedAfterAllGetsItWithoutASweep() {
    works.tasks("one", SET);
    List<String> waits = new ArrayList<>();
    assertThatThrownBy(
            () ->
                works.container.inTransaction(
                    () -> {
                      IntStream.range(0, 3).forEach(i -> works.startAtOnce("one"));
                      CompletableFuture.runAsync(
                              () -> {
                                waits.add(works.startAtOnce("one"));
                                works.work();
                              })
                          .join();
                      throw new IllegalStateException("on purpose");
                    }))
        .hasMessage("on purpose");
    assertThat(waits).extracting(works::state).containsExactly(RunState.QUEUED);
    works.work();
    assertThat(waits).extracting(works::state).containsExactly(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X10")
  void aRunThatBeganAsItWasOpenedIsCancelledLikeOthers() {
    works.tasks("one", SET);
    String run = works.startAtOnce("one");
    works.cancel(run);
    works.work();
    assertThat(works.state(run)).isEqualTo(RunState.CANCELLED);
  }

  @Test
  void aRunThatBeganAsItWasOpenedGoesBackWhenTheExecutorIsFull() {
    works.tasks("one", SET);
    works.stepped.full(true);
    String run = works.startAtOnce("one");
    assertThat(works.bench.size()).isZero();
    works.stepped.full(false);
    works.pass(Duration.ofSeconds(3));
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.run(run).losses()).isZero();
  }

  @Test
  void aNodeThatStopsBeginsNothing() {
    works.tasks("one", SET);
    String run;
    try (Works other = new Works(store, works.clock, Works.SETTINGS)) {
      other.dispatcher.stop();
      run = other.startAtOnce("one");
    }
    assertThat(works.state(run)).isEqualTo(RunState.QUEUED);
    works.pass(Duration.ofSeconds(1));
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void moreRunsThanANodeWorksOnAtOnceAllEnd() {
    works.tasks("one", SET);
    List<String> runs = IntStream.range(0, 30).mapToObj(i -> works.start("one")).toList();
    works.work();
    assertThat(runs).allMatch(run -> works.state(run) == RunState.SUCCEEDED);
  }

  @Test
  void aRunThatWasLeftBehindGoesBackIntoTheQueue() {
    works.tasks("one", SET);
    String run = works.start("one");
    works.take(nodeOf(works), run);
    works.pass(Duration.ofMillis(1_900));
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    works.pass(Duration.ofSeconds(Heartbeat.BEATS_OF_A_LOOK));
    assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aChildThatEndsBeforeItsParentParksWakesItWhateverElseTheParentWaitsFor() {
    works.tasks("child", SET);
    works.tasks("parent", PARENT.replace("await: true}", "await: true}, timeout: {after: PT1H}"));
    String run = works.start("parent");
    while (!works.run(run).state().equals(RunState.WAITING)) {
      assertThat(works.stepped.step()).isTrue();
    }
    works.work();
    assertThat(works.output(run)).isEqualTo("{\"a\":1}");

    String late = works.start("parent");
    RunLease lease = works.take("me", late);
    String child = works.start("child");
    works.work();
    works.transitions.park(
        lease, List.of(), works.clock.instant().plusSeconds(3600), List.of(child));
    assertThat(works.run(late).dueAt()).isEqualTo(works.clock.instant());
  }

  @Test
  @Tag("X7")
  void aRunThatWaitsForAChildThatNeverEndsPassesItsRunTime() {
    works.tasks("held", WAIT);
    works.tasks("holding", PARENT.replace("name: child", "name: held"));
    works.catalogue.pause(works.workspace, "held", true);
    String run = works.start("holding");
    works.work();
    works.clock.move(Duration.ofHours(24));
    works.pass(Duration.ofSeconds(1));
    assertThat(works.state(run)).isEqualTo(RunState.FAILED);
    assertThat(works.problem(run, "detail")).contains("run time").contains("PT24H");
  }

  private static String childOf(String run) {
    return works.ledger.child(run, "/0").map(Run::id).orElseThrow();
  }

  private static String nodeOf(Works works) {
    return works.container.get(Nodes.class).all().get(0).id();
  }
}
