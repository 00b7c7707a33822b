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
import drawbridge.run.worker.TestNode;
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

/** Bulk statements write what the entity manager would have written. */
@OnEveryStore
class RunInsertsTest {

  private static TestNode node;
  private static PinnedVersion pinned;

  @Parameter Store on;

  @BeforeParameterizedClassInvocation
  static void start(Store on) {
    node = new TestNode(on.open());
    pinned = node.saveTasks("one", "  - one: {set: {a: 1}}\n");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    node.close();
  }

  private static String id() {
    return Ids.next(node.clock.millis());
  }

  private static NewRun bare(String runtime) {
    return node.newRun(
        new PinnedVersion(pinned.workflowId(), pinned.name(), pinned.versionId(), pinned.version()),
        runtime);
  }

  private static NewRun full(String parent) {
    return new NewRun(
        id(),
        node.workspace,
        new PinnedVersion(pinned.workflowId(), pinned.name(), pinned.versionId(), pinned.version()),
        Optional.of("uid, of \"whatever\" {text}, \\ and NULL"),
        id(),
        "{\"a\": \"ä€😀\"}",
        "{\"b\": [null]}",
        Optional.of(new NewRun.Parent(parent, "/do/0", 7)),
        Optional.of(parent),
        Optional.of(id()),
        Optional.of(new TraceContext("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01", "c=d")),
        Optional.empty());
  }

  private static void same(Run read, Run expected) {
    assertThat(read).usingRecursiveComparison().ignoringFields("rowVersion").isEqualTo(expected);
  }

  @Test
  void aQueuedRunIsReadAsInserted() {
    NewRun bare = bare("{}");
    NewRun full = full(bare.id());
    node.inserts.insert(List.of(full, bare));
    same(node.run(bare.id()), new Run(bare, node.clock.instant()));
    same(node.run(full.id()), new Run(full, node.clock.instant()));
    node.runDue();
  }

  @Test
  void aClaimedRunIsReadAsBegun() {
    Run expected = node.run(node.start("one"));
    expected.begin("a", node.clock.instant());
    node.claim("a", expected.id());
    same(node.run(expected.id()), expected);
  }

  @Test
  void aRunThatBeginsAtOnceIsReadAsBegun() {
    node.runDue(); // empties the lanes
    Run run = node.run(node.startAtOnce("one"));
    assertThat(run.state()).isEqualTo(RunState.RUNNING);
    assertThat(run.node()).isEqualTo(node.slots.node());
    assertThat(run.startedAt()).isEqualTo(node.clock.instant());
    assertThat(run.epoch()).isOne();
    assertThat(run.dueAt()).isNull();
    node.runDue();
  }

  @Test
  void dataMayExceedBoundedTextColumns() {
    NewRun large = bare("{\"a\": \"" + "x".repeat(3_000_000) + "\"}");
    node.inserts.insert(List.of(large));
    assertThat(node.run(large.id()).runtime()).isEqualTo(large.runtime());
    node.runDue();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUCCEEDED", "FAILED", "CANCELLED"})
  void aRunEndedByStatementEqualsOneEndedByEntity(RunState state) {
    String run = node.start("one");
    RunLease lease = node.claim("a", run);
    Run expected = node.run(run);
    Ending ending = new Ending(state, "{\"a\":1}", "{\"b\":2}", "{\"c\":3}", node.clock.instant());
    expected.end(ending);
    assertThat(node.end(lease, ending)).isTrue();
    same(node.run(run), expected);
    assertThat(node.end(lease, ending)).as("a second time").isFalse();
  }

  /** A stale copy of the run fails its optimistic lock. */
  @Test
  void eachWriteIncrementsTheRowVersion() {
    List<Long> versions = new ArrayList<>();
    String run = node.start("one");
    versions.add(rowVersion(run));
    RunLease lease = node.claim("a", run);
    versions.add(rowVersion(run));
    node.end(lease, Ending.cancelled(node.clock.instant()));
    versions.add(rowVersion(run));
    assertThat(versions).containsExactly(1L, 2L, 3L);
  }

  private static long rowVersion(String run) {
    List<Object> found = new ArrayList<>();
    node.container.inTransaction(
        () ->
            found.addAll(
                node.container
                    .entities()
                    .createQuery("select r.rowVersion from Run r where r.id = :id", Object.class)
                    .setParameter("id", run)
                    .getResultList()));
    return (Long) found.get(0);
  }
}
