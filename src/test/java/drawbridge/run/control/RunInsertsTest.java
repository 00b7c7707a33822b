package drawbridge.run.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.platform.Ids;
import drawbridge.platform.trace.TraceContext;
import drawbridge.run.entity.Ending;
import drawbridge.run.entity.NewRun;
import drawbridge.run.entity.Run;
import drawbridge.run.entity.RunState;
import drawbridge.run.slots.RunLease;
import drawbridge.run.worker.Works;
import drawbridge.workflow.entity.PinnedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written without the entity manager is what it would have written. */
@OnEveryStore
class RunInsertsTest {

  private static Works works;
  private static PinnedVersion pinned;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void furnish(Store on) {
    works = new Works(on.open());
    pinned = works.tasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void leave() {
    works.close();
  }

  private static String id() {
    return Ids.next(works.clock.millis());
  }

  private static NewRun bare(String id, String runtime) {
    return new NewRun(
        id,
        works.workspace,
        new PinnedVersion(pinned.workflowId(), pinned.name(), pinned.versionId(), pinned.version()),
        Optional.empty(),
        id(),
        "{}",
        runtime,
        Optional.empty(),
        Optional.empty());
  }

  private static NewRun full(String parent) {
    return new NewRun(
        id(),
        works.workspace,
        new PinnedVersion(pinned.workflowId(), pinned.name(), pinned.versionId(), pinned.version()),
        Optional.of("uid, of \"whatever\" {text}, \\ and NULL"),
        id(),
        "{\"a\": \"ä€😀\"}",
        "{\"b\": [null]}",
        Optional.of(new NewRun.Parent(parent, "/do/0", 7)),
        Optional.of(parent),
        Optional.of(
            new TraceContext("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", "c=d")));
  }

  private static void same(Run read, Run meant) {
    assertThat(read).usingRecursiveComparison().ignoringFields("rowVersion").isEqualTo(meant);
  }

  @Test
  void aRunThatIsOpenedIsReadAsItWasMeant() {
    NewRun bare = bare(id(), "{}");
    NewRun full = full(bare.id());
    works.ledger.open(List.of(full, bare));
    same(works.run(bare.id()), new Run(bare, works.clock.instant()));
    same(works.run(full.id()), new Run(full, works.clock.instant()));
    works.work();
  }

  @Test
  void aRunThatBeginsIsReadAsItWasMeant() {
    Run meant = works.run(works.start("one"));
    meant.begin("a", works.clock.instant());
    works.take("a", meant.id());
    same(works.run(meant.id()), meant);
  }

  @Test
  void aRunThatBeginsAsItIsOpenedIsReadAsItWasMeant() {
    works.work(); // nobody waits
    Run run = works.run(works.startAtOnce("one"));
    assertThat(run.state()).isEqualTo(RunState.RUNNING);
    assertThat(run.node()).isEqualTo(works.bench.node());
    assertThat(run.startedAt()).isEqualTo(works.clock.instant());
    assertThat(run.epoch()).isOne();
    assertThat(run.dueAt()).isNull();
    works.work();
  }

  @Test
  void dataMayBeLongerThanAnyTextOfBoundedLength() {
    NewRun large = bare(id(), "{\"a\": \"" + "x".repeat(3_000_000) + "\"}");
    works.ledger.open(List.of(large));
    assertThat(works.run(large.id()).runtime()).isEqualTo(large.runtime());
    works.work();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void aRunThatEndsWithoutBeingReadIsWhatItsMoveWouldHaveMade(RunState state) {
    String run = works.start("one");
    RunLease lease = works.take("a", run);
    Run meant = works.run(run);
    Ending ending = new Ending(state, "{\"a\":1}", "{\"b\":2}", "{\"c\":3}", works.clock.instant());
    meant.end(ending);
    assertThat(works.end(lease, ending)).isTrue();
    same(works.run(run), meant);
    assertThat(works.end(lease, ending)).as("once more").isFalse();
  }

  /** Whoever read a run before it was taken or ended is told so when it writes. */
  @Test
  void theVersionOfARowRisesWithEachWriting() {
    List<Long> versions = new ArrayList<>();
    String run = works.start("one");
    versions.add(rowVersion(run));
    RunLease lease = works.take("a", run);
    versions.add(rowVersion(run));
    works.end(lease, Ending.cancelled(works.clock.instant()));
    versions.add(rowVersion(run));
    assertThat(versions).containsExactly(1L, 2L, 3L);
  }

  private static long rowVersion(String run) {
    List<Object> found = new ArrayList<>();
    works.container.inTransaction(
        () ->
            found.addAll(
                works
                    .container
                    .entities()
                    .createQuery("select r.rowVersion from Run r where r.id = :id", Object.class)
                    .setParameter("id", run)
                    .getResultList()));
    return (Long) found.get(0);
  }
}
