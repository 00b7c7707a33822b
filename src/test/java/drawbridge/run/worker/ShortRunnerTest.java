package drawbridge.run.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Runs that are over as soon as they are begun end in the transaction that opens them. */
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

  private static final RunSettings NONE_IS_SHORT =
      new RunSettings(4, 3, 2, Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ZERO);

  private static Works works;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    works = new Works(on.open());
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  @AfterEach
  void rest() {
    works.thinker.computes(Duration.ZERO);
    works.work();
  }

  /** Has as many short runs as it takes. */
  private static PinnedVersion prove(Works works, PinnedVersion pinned) {
    for (int i = 0; i < ShortRunHistory.PROOF; i++) {
      String run = works.open(pinned, "{\"a\": 1}");
      assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
      works.work();
      assertThat(works.state(run)).isEqualTo(RunState.SUCCEEDED);
    }
    return pinned;
  }

  private static PinnedVersion proved(String name, String tasks) {
    return prove(works, works.tasks(name, tasks));
  }

  private static NewRun request(PinnedVersion pinned, String runtime) {
    return new NewRun(
        Ids.next(works.clock.millis()),
        works.workspace,
        pinned,
        Optional.empty(),
        Ids.next(works.clock.millis()),
        "{}",
        runtime,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  @Tag("X2")
  @Tag("X14")
  void itIsWhatARunWouldHaveBeenThatWasBegunFirstAndEndedLater() {
    PinnedVersion pinned = works.tasks("same", SUM);
    works.thinker.computes(Works.SETTINGS.shortTime());
    String usual = works.open(pinned, "{\"a\": 7}");
    works.work();
    works.thinker.computes(Duration.ZERO);
    prove(works, pinned);

    String atOnce = works.open(pinned, "{\"a\": 7}");

    assertThat(works.stepped.waiting()).as("nothing is left to do").isZero();
    assertThat(works.output(atOnce)).isEqualTo("{\"sum\":9}");
    assertThat(works.run(atOnce))
        .usingRecursiveComparison()
        .ignoringFields("id", "requestId", "rowVersion")
        .isEqualTo(works.run(usual));
    assertThat(works.steps(atOnce))
        .usingRecursiveComparison()
        .ignoringFields("runId")
        .isEqualTo(works.steps(usual));
    assertThat(works.steps(atOnce)).hasSize(3);
  }

  @Test
  @Tag("X14")
  void aRunThatFailsAtOnceIsAShortOneToo() {
    PinnedVersion pinned = proved("failing", SUM);
    String run = works.open(pinned, "{\"a\": 101}");
    assertThat(works.state(run)).isEqualTo(RunState.FAILED);
    assertThat(works.problem(run, "title")).isEqualTo("Refused");
    assertThat(works.steps(run)).extracting(Step::status).containsExactly("DONE", "DONE", "FAILED");
    assertThat(works.state(works.open(pinned, "{}"))).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  @Tag("X2")
  @Tag("X5")
  void aRunThatHasToWaitAfterAllIsBegunAndWaits() {
    PinnedVersion pinned = proved("waiting", SUM);
    String run = works.open(pinned, "{\"a\": 1001}");
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(works.steps(run)).isEmpty();

    works.work();

    assertThat(works.state(run)).isEqualTo(RunState.WAITING);
    assertThat(works.steps(run))
        .extracting(Step::status)
        .containsExactly("DONE", "DONE", "WAITING");
    prove(works, pinned); // which it has to once more
    works.pass(Duration.ofSeconds(11));
    assertThat(works.state(run)).isEqualTo(RunState.FAILED); // it goes on with the next task
  }

  @Test
  @Tag("X2")
  void noCallIsMadeForARunThatIsNotInTheStore() {
    PinnedVersion pinned =
        proved(
            "calling",
            """
              - which: {if: '${ $context.runtime.a > 1 }', call: http, with: {method: GET, endpoint: 'http://127.0.0.1:1/'}}
              - last: {set: {a: 1}}
            """);
    String run = works.open(pinned, "{\"a\": 2}");
    assertThat(works.state(run)).isEqualTo(RunState.RUNNING);
    assertThat(works.steps(run)).isEmpty();
    works.work();
    assertThat(works.steps(run))
        .extracting(Step::kind, Step::status)
        .containsExactly(tuple("call", "FAILED"));
  }

  @Test
  void aRunThatComputesForLongerThanItMayIsBegunAndTheProofIsGone() {
    PinnedVersion pinned = proved("slow", SUM);
    works.thinker.computes(Works.SETTINGS.shortTime());
    String slow = works.open(pinned, "{}");
    assertThat(works.state(slow)).isEqualTo(RunState.RUNNING);
    works.work();
    works.thinker.computes(Duration.ZERO);
    assertThat(works.output(slow)).isEqualTo("{\"sum\":3}");
    prove(works, pinned);
  }

  @Test
  void aRunWhoseLastStepTakesTooLongEndsAsItDidAndTheProofIsGone() {
    PinnedVersion pinned = proved("late", "  - one: {set: {a: 1}}\n");
    works.thinker.computes(Works.SETTINGS.shortTime().dividedBy(2).plusNanos(1));
    assertThat(works.output(works.open(pinned, "{}"))).isEqualTo("{\"a\":1}");
    works.thinker.computes(Duration.ZERO);
    prove(works, pinned);
  }

  @Test
  void runsThatComputeForLongNeverProveThatTheyAreShort() {
    PinnedVersion pinned = works.tasks("never", SUM);
    works.thinker.computes(Works.SETTINGS.shortTime());
    for (int i = 0; i <= 2 * ShortRunHistory.PROOF; i++) {
      assertThat(works.state(works.open(pinned, "{}"))).isEqualTo(RunState.RUNNING);
      works.work();
    }
  }

  @Test
  void oneTransactionEndsAsManyAsItHasTimeForAndTheOthersAreOpenedTheLongWay() {
    PinnedVersion pinned = proved("many", SUM);
    works.thinker.computes(Works.SETTINGS.shortTime().dividedBy(8));
    List<NewRun> runs =
        IntStream.range(0, 200).mapToObj(i -> request(pinned, "{\"a\": " + i % 50 + "}")).toList();

    works.ledger.open(runs);

    List<RunState> states = runs.stream().map(run -> works.state(run.id())).toList();
    long ended = states.stream().filter(RunState.SUCCEEDED::equals).count();
    assertThat(ended).isBetween(10L, 100L);
    assertThat(states.subList(0, (int) ended)).containsOnly(RunState.SUCCEEDED);
    assertThat(states.subList((int) ended, 200))
        .containsOnly(RunState.RUNNING, RunState.QUEUED)
        .contains(RunState.RUNNING, RunState.QUEUED);
    works.thinker.computes(Duration.ZERO);
    works.work();
    for (int i = 0; i < 200; i++) {
      assertThat(works.output(runs.get(i).id())).isEqualTo("{\"sum\":" + (i % 50 + 2) + "}");
      assertThat(works.steps(runs.get(i).id())).hasSize(3);
    }
  }

  @Test
  @Tag("X10")
  void aPausedWorkflowHoldsItsShortRunsToo() {
    PinnedVersion pinned = proved("paused", SUM);
    works.catalogue.pause(works.workspace, "paused", true);
    String held = works.startAtOnce("paused");
    works.work();
    assertThat(works.state(held)).isEqualTo(RunState.QUEUED);
    works.catalogue.pause(works.workspace, "paused", false);
    works.pass(Duration.ofSeconds(1));
    assertThat(works.state(held)).isEqualTo(RunState.SUCCEEDED);
    assertThat(works.state(works.open(pinned, "{}"))).isEqualTo(RunState.SUCCEEDED);
  }

  @Test
  void nothingIsLeftOfARunWhoseTransactionFails() {
    PinnedVersion pinned = proved("failed", SUM);
    RunCounters figures = works.container.get(RunCounters.class);
    long before = figures.ended(RunState.SUCCEEDED);
    long atOnceBefore = figures.endedAtOnce();
    NewRun run = request(pinned, "{}");
    assertThatThrownBy(
            () ->
                works.container.inTransaction(
                    () -> {
                      works.ledger.open(List.of(run));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    assertThat(works.ledger.find(run.id())).isEmpty();
    assertThat(works.steps(run.id())).isEmpty();
    assertThat(figures.ended(RunState.SUCCEEDED)).isEqualTo(before);

    works.ledger.open(List.of(run));
    assertThat(works.state(run.id())).isEqualTo(RunState.SUCCEEDED);
    assertThat(figures.ended(RunState.SUCCEEDED)).isEqualTo(before + 1);
    assertThat(figures.endedAtOnce()).isEqualTo(atOnceBefore + 1);
  }

  @Test
  void whoWaitsForItsEndHearsOfItAtOnce() {
    PinnedVersion pinned = proved("awaited", SUM);
    String run = works.open(pinned, "{}");
    CompletableFuture<Map<String, Run>> ended =
        works
            .container
            .get(RunAwaiter.class)
            .await(List.of(run), Duration.ofSeconds(9))
            .toCompletableFuture();
    works.work();
    assertThat(ended).isCompletedWithValueMatching(runs -> runs.containsKey(run));
  }

  /** Its parent has a part in its end, and is locked for it. */
  @Test
  @Tag("X15")
  void aChildEndsBesideItsParent() {
    proved("part", "  - one: {set: {a: 1}}\n");
    works.tasks(
        "whole",
        "  - child: {run: {workflow: {namespace: tests, name: part, version: latest}, await: true}}\n");
    long atOnce = works.container.get(RunCounters.class).endedAtOnce();
    String run = works.start("whole");
    works.work();
    assertThat(works.output(run)).isEqualTo("{\"a\":1}");
    assertThat(works.container.get(RunCounters.class).endedAtOnce()).isEqualTo(atOnce);
  }

  @Test
  void aReplayFromAStepGoesOnBehindItsJournal() {
    PinnedVersion pinned = proved("replayed", SUM);
    Run original = works.run(works.open(pinned, "{\"a\": 5}"));
    works.container.get(Replays.class).from(original, pinned, "/4");
    works.work();
    List<String> replays = new ArrayList<>();
    works.container.inTransaction(
        () ->
            replays.addAll(
                works
                    .container
                    .entities()
                    .createQuery("select r.id from Run r where r.replayOf = :id", String.class)
                    .setParameter("id", original.id())
                    .getResultList()));
    assertThat(replays).hasSize(1);
    assertThat(works.output(replays.get(0))).isEqualTo("{\"sum\":7}");
    assertThat(works.steps(replays.get(0))).extracting(Step::key).containsExactly("/0", "/1", "/4");
  }

  @Test
  void itsBranchesAreWalkedOneByOne() {
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
    String run = works.open(pinned, "{}");
    assertThat(works.stepped.waiting()).isZero();
    assertThat(works.output(run)).isEqualTo("[{\"a\":1},{\"b\":2}]");
  }

  @Test
  void noneIsShortWhereTheSettingSaysSo() {
    try (Works long_ = new Works(on.open(), new MovableClock(), NONE_IS_SHORT)) {
      PinnedVersion pinned = prove(long_, long_.tasks("long", SUM));
      assertThat(long_.state(long_.open(pinned, "{}"))).isEqualTo(RunState.RUNNING);
      long_.work();
      long_.dispatcher.stop();
    }
  }
}
