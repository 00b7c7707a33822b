package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.run.control.Replays;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.control.RunCounters;
import drawbridge.run.control.RunSettings;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.entity.Step;
import drawbridge.workflow.entity.PinnedVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Short runs end in the transaction that inserts them. */
@OnEveryStore
class ShortRunnerTest {

  private static final String SUM =
      """
        - numbers: {set: {a: '${ $context.runtime.a // 1 }', b: 2}}
        - which:
            switch:
              - large: {when: '${ .a > 1000 }', then: pause}
              - failing: {when: '${ .a > 100 }', then: refuse}
              - small: {then: sum}
        - pause: {wait: {seconds: 10}}
        - refuse:
            raise: {error: {type: 'https://example.org/no', status: 422, title: Refused}}
        - sum: {set: {sum: '${ $context.states.numbers.output.a + 2 }'}, then: end}
      """;

  private static final RunSettings WITHOUT_SHORT_RUNS =
      new RunSettings(
          4, 3, 2, Duration.ofMillis(500), Duration.ofSeconds(30), 1_024, Duration.ZERO);

  private static TestNode node;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  @AfterEach
  void endRuns() {
    node.processorTime.advancePerReading(Duration.ZERO);
    node.runDue();
  }

  /** Executes as many short runs as make the version a short one. */
  private static PinnedVersion prove(TestNode node, PinnedVersion pinned) {
    for (int i = 0; i < ShortRunHistory.PROOF; i++) {
      String run = node.insert(pinned, "{\"a\": 1}");
      assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
      node.runDue();
      assertThat(node.state(run)).isEqualTo(RunState.SUCCEEDED);
    }
    return pinned;
  }

  private static PinnedVersion proved(String name, String tasks) {
    return prove(node, node.saveTasks(name, tasks));
  }

  @Test
  @Tag("X2")
  @Tag("X14")
  void aShortRunEqualsARunOfTheNormalPath() {
    PinnedVersion pinned = node.saveTasks("same", SUM);
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime());
    String usual = node.insert(pinned, "{\"a\": 7}");
    node.runDue();
    node.processorTime.advancePerReading(Duration.ZERO);
    prove(node, pinned);

    String atOnce = node.insert(pinned, "{\"a\": 7}");

    assertThat(node.executor.waiting()).as("tasks after the insert").isZero();
    assertThat(node.output(atOnce)).isEqualTo("{\"sum\":9}");
    assertThat(node.run(atOnce))
        .usingRecursiveComparison()
        .ignoringFields("id", "requestId", "rowVersion")
        .isEqualTo(node.run(usual));
    assertThat(node.steps(atOnce))
        .usingRecursiveComparison()
        .ignoringFields("runId")
        .isEqualTo(node.steps(usual));
    assertThat(node.steps(atOnce)).hasSize(3);
  }

  @Test
  @Tag("X2")
  void aLongComputationDoesNotDelayTheTransaction() {
    PinnedVersion pinned =
        proved("long", "  - count: {set: {n: '${ [range($context.runtime.a)] | length }'}}\n");
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime().dividedBy(20));

    String run = node.insert(pinned, "{\"a\": 200000}");

    assertThat(node.state(run)).as("not ended with its insertion").isEqualTo(RunState.RUNNING);
    node.runDue();
    assertThat(node.output(run)).isEqualTo("{\"n\":200000}");
  }

  @Test
  @Tag("X14")
  void aShortRunMayFail() {
    PinnedVersion pinned = proved("failing", SUM);
    String run = node.insert(pinned, "{\"a\": 101}");
    assertThat(node.state(run)).isEqualTo(RunState.FAILED);
    assertThat(node.problem(run, "title")).isEqualTo("Refused");
    assertThat(node.steps(run)).extracting(Step::status).containsExactly("DONE", "DONE", "FAILED");
    assertThat(node.state(node.insert(pinned, "{}"))).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X2")
  @Tag("X5")
  void aRunThatHasToWaitTakesTheNormalPath() {
    PinnedVersion pinned = proved("waiting", SUM);
    String run = node.insert(pinned, "{\"a\": 1001}");
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(node.steps(run)).isEmpty();

    node.runDue();

    assertThat(node.state(run)).isEqualTo(RunState.WAITING);
    assertThat(node.steps(run)).extracting(Step::status).containsExactly("DONE", "DONE", "WAITING");
    prove(node, pinned);
    node.advance(Duration.ofSeconds(11));
    assertThat(node.state(run)).isEqualTo(RunState.FAILED); // continues with the next task
  }

  @Test
  @Tag("X2")
  void aRunIsInTheStoreBeforeItsFirstCall() {
    PinnedVersion pinned =
        proved(
            "calling",
            """
              - which: {if: '${ $context.runtime.a > 1 }', call: http, with: {method: GET, endpoint: 'http://127.0.0.1:1/'}}
              - last: {set: {a: 1}}
            """);
    String run = node.insert(pinned, "{\"a\": 2}");
    assertThat(node.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(node.steps(run)).isEmpty();
    node.runDue();
    assertThat(node.steps(run))
        .extracting(Step::kind, Step::status)
        .containsExactly(tuple("call", "FAILED"));
  }

  @Test
  void aRunThatExceedsItsTimeTakesTheNormalPathAndResetsTheCount() {
    PinnedVersion pinned = proved("slow", SUM);
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime());
    String slow = node.insert(pinned, "{}");
    assertThat(node.state(slow)).isEqualTo(RunState.RUNNING);
    node.runDue();
    node.processorTime.advancePerReading(Duration.ZERO);
    assertThat(node.output(slow)).isEqualTo("{\"sum\":3}");
    prove(node, pinned);
  }

  @Test
  void aRunWhoseLastStepExceedsTheTimeEndsAndResetsTheCount() {
    PinnedVersion pinned = proved("late", "  - one: {set: {a: 1}}\n");
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime().dividedBy(2).plusNanos(1));
    assertThat(node.output(node.insert(pinned, "{}"))).isEqualTo("{\"a\":1}");
    node.processorTime.advancePerReading(Duration.ZERO);
    prove(node, pinned);
  }

  @Test
  void longRunsNeverMakeAVersionShort() {
    PinnedVersion pinned = node.saveTasks("never", SUM);
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime());
    for (int i = 0; i <= 2 * ShortRunHistory.PROOF; i++) {
      assertThat(node.state(node.insert(pinned, "{}"))).isEqualTo(RunState.RUNNING);
      node.runDue();
    }
  }

  @Test
  void runsBeyondTheTimeOfTheTransactionTakeTheNormalPath() {
    PinnedVersion pinned = proved("many", SUM);
    node.processorTime.advancePerReading(TestNode.SETTINGS.shortTime().dividedBy(8));
    List<NewRun> runs =
        IntStream.range(0, 200)
            .mapToObj(i -> node.newRun(pinned, "{\"a\": " + i % 50 + "}"))
            .toList();

    node.inserts.insert(runs);

    List<RunState> states = runs.stream().map(run -> node.state(run.id())).toList();
    long ended = states.stream().filter(RunState.SUCCEEDED::equals).count();
    assertThat(ended).isBetween(10L, 100L);
    assertThat(states.subList(0, (int) ended)).containsOnly(RunState.SUCCEEDED);
    assertThat(states.subList((int) ended, 200))
        .containsOnly(RunState.RUNNING, RunState.QUEUED)
        .contains(RunState.RUNNING, RunState.QUEUED);
    node.processorTime.advancePerReading(Duration.ZERO);
    node.runDue();
    for (int i = 0; i < 200; i++) {
      assertThat(node.output(runs.get(i).id())).isEqualTo("{\"sum\":" + (i % 50 + 2) + "}");
      assertThat(node.steps(runs.get(i).id())).hasSize(3);
    }
  }

  @Test
  @Tag("X10")
  void aPauseHoldsShortRuns() {
    PinnedVersion pinned = proved("paused", SUM);
    node.catalogue.pause(node.workspace, "paused", true);
    String held = node.startAtOnce("paused");
    node.runDue();
    assertThat(node.state(held)).isEqualTo(RunState.QUEUED);
    node.catalogue.pause(node.workspace, "paused", false);
    node.advance(Duration.ofSeconds(1));
    assertThat(node.state(held)).isEqualTo(RunState.SUCCEEDED);
    assertThat(node.state(node.insert(pinned, "{}"))).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void aRollbackLeavesNothingOfAShortRun() {
    PinnedVersion pinned = proved("failed", SUM);
    RunCounters counters = node.container.get(RunCounters.class);
    long before = counters.ended(RunState.SUCCEEDED);
    long shortBefore = counters.endedAtOnce();
    NewRun run = node.newRun(pinned, "{}");
    assertThatThrownBy(
            () ->
                node.container.inTransaction(
                    () -> {
                      node.inserts.insert(List.of(run));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(node.ledger.find(run.id())).isEmpty();
    assertThat(node.steps(run.id())).isEmpty();
    assertThat(counters.ended(RunState.SUCCEEDED)).isEqualTo(before);

    node.inserts.insert(List.of(run));
    assertThat(node.state(run.id())).isEqualTo(RunState.SUCCEEDED);
    assertThat(counters.ended(RunState.SUCCEEDED)).isEqualTo(before + 1);
    assertThat(counters.endedAtOnce()).isEqualTo(shortBefore + 1);
  }

  @Test
  void aReplyThatWaitsForAShortRunIsCompletedAtOnce() {
    PinnedVersion pinned = proved("awaited", SUM);
    String run = node.insert(pinned, "{}");
    CompletableFuture<Map<String, Run>> ended =
        node.container
            .get(RunAwaiter.class)
            .await(List.of(run), Duration.ofSeconds(9))
            .toCompletableFuture();
    node.runDue();
    assertThat(ended).isCompletedWithValueMatching(runs -> runs.containsKey(run));
  }

  @Test
  @Tag("X15")
  void aChildIsNeverAShortRun() {
    proved("part", "  - one: {set: {a: 1}}\n");
    node.saveTasks(
        "whole",
        "  - child: {run: {workflow: {namespace: tests, name: part, version: latest}, await: true}}\n");
    long atOnce = node.container.get(RunCounters.class).endedAtOnce();
    String run = node.start("whole");
    node.runDue();
    assertThat(node.output(run)).isEqualTo("{\"a\":1}");
    assertThat(node.container.get(RunCounters.class).endedAtOnce()).isEqualTo(atOnce);
  }

  @Test
  void aReplayFromAStepContinuesAfterItsJournal() {
    PinnedVersion pinned = proved("replayed", SUM);
    Run original = node.run(node.insert(pinned, "{\"a\": 5}"));
    node.container.get(Replays.class).from(original, pinned, "/4");
    node.runDue();
    List<String> replays = new ArrayList<>();
    node.container.inTransaction(
        () ->
            replays.addAll(
                node.container
                    .entities()
                    .createQuery("select r.id from Run r where r.replayOf = :id", String.class)
                    .setParameter("id", original.id())
                    .getResultList()));
    assertThat(replays).hasSize(1);
    assertThat(node.output(replays.get(0))).isEqualTo("{\"sum\":7}");
    assertThat(node.steps(replays.get(0))).extracting(Step::key).containsExactly("/0", "/1", "/4");
  }

  @Test
  void aShortRunExecutesItsBranchesOneByOne() {
    PinnedVersion pinned =
        proved(
            "forking",
            """
              - both:
                  fork:
                    branches:
                      - left: {set: {a: 1}}
                      - right: {set: {b: 2}}
            """);
    String run = node.insert(pinned, "{}");
    assertThat(node.executor.waiting()).isZero();
    assertThat(node.output(run)).isEqualTo("[{\"a\":1},{\"b\":2}]");
  }

  @Test
  void aShortTimeOfZeroDisablesShortRuns() {
    try (TestNode longRuns = new TestNode(on.open(), new MovableClock(), WITHOUT_SHORT_RUNS)) {
      PinnedVersion pinned = prove(longRuns, longRuns.saveTasks("long", SUM));
      assertThat(longRuns.state(longRuns.insert(pinned, "{}"))).isEqualTo(RunState.RUNNING);
      longRuns.runDue();
      longRuns.dispatcher.stop();
    }
  }
}
